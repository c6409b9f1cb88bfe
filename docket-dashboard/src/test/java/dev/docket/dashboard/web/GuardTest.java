package dev.docket.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.DocketDashboard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Speaks HTTP by hand, since clients refuse to send such headers. */
class GuardTest {

  private static final String PASSWORD = "three in the morning";

  private final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());
  private DocketDashboard dashboard;

  @AfterEach
  void close() {
    dashboard.close();
    docket.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.9.1", "::1", "[::1]", "LOCALHOST"})
  void names_and_addresses_of_this_machine_are_loopback(String host) {
    withoutLogin();
    assertThat(Guard.isLoopback(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "::",
        "10.0.0.1",
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        ""
      })
  void others_are_not(String host) {
    withoutLogin();
    assertThat(Guard.isLoopback(host)).isFalse();
  }

  @Test
  void without_a_login_a_browser_on_this_machine_is_let_in() throws IOException {
    withoutLogin();

    assertThat(get("/", "Host: localhost:" + dashboard.port())).startsWith("HTTP/1.1 200");
  }

  @Test
  void without_a_login_what_a_proxy_sends_on_is_refused() throws IOException {
    withoutLogin();

    assertThat(get("/", host(), "X-Forwarded-For: 10.0.0.1"))
        .startsWith("HTTP/1.1 403")
        .contains("SSH tunnel");
    assertThat(get("/", host(), "Forwarded: for=10.0.0.1")).startsWith("HTTP/1.1 403");
  }

  @Test
  void without_a_login_a_strangers_name_for_this_machine_is_refused() throws IOException {
    withoutLogin();

    assertThat(get("/", "Host: rebound.example.org:" + dashboard.port()))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void another_site_can_neither_post_nor_open_a_channel() throws IOException {
    withoutLogin();

    assertThat(request("POST", "/?v-r=uidl&v-uiId=0", host(), "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403")
        .contains("another site");
    assertThat(request("POST", "/?v-r=uidl&v-uiId=0", host(), "Sec-Fetch-Site: cross-site"))
        .startsWith("HTTP/1.1 403");
    assertThat(
            get(
                "/VAADIN/push",
                host(),
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                "Origin: https://evil.example"))
        .startsWith("HTTP/1.1 403");
    assertThat(request("POST", "/", host(), "Origin: null")).startsWith("HTTP/1.1 403");
    assertThat(request("POST", "/", host(), "Origin: http://127.0.0.1:" + dashboard.port()))
        .doesNotContain("another site");
  }

  @Test
  void with_a_login_pages_lead_to_it_and_everything_else_is_refused() throws IOException {
    withLogin();

    assertThat(get("/executions", host(), "Accept: text/html"))
        .startsWith("HTTP/1.1 302")
        .containsPattern("(?i)Location: \\S*/login");
    assertThat(get("/VAADIN/build/x.js", host())).startsWith("HTTP/1.1 401");
    assertThat(request("POST", "/?v-r=uidl&v-uiId=0", host())).startsWith("HTTP/1.1 401");
    assertThat(get("/VAADIN/docket/docket.css", host())).startsWith("HTTP/1.1 200");
    assertThat(get("/VAADIN/docket/../build/x.js", host())).doesNotStartWith("HTTP/1.1 200");
  }

  @Test
  void a_script_logs_in_with_basic_authentication() throws IOException {
    withLogin();

    assertThat(get("/", host(), basic("marie:" + PASSWORD))).startsWith("HTTP/1.1 200");
    assertThat(get("/", host(), basic("marie:wrong"))).startsWith("HTTP/1.1 401");
    assertThat(get("/", host(), "Authorization: Basic ???")).startsWith("HTTP/1.1 401");
    assertThat(get("/", host(), "Authorization: Bearer x")).startsWith("HTTP/1.1 401");
  }

  @Test
  void every_answer_has_the_headers_also_a_refusal() throws IOException {
    withLogin();

    for (String answer : new String[] {get("/login", host()), get("/x", host())}) {
      assertThat(answer)
          .contains("Content-Security-Policy: default-src 'self'")
          .contains("X-Frame-Options: DENY")
          .contains("X-Content-Type-Options: nosniff")
          .doesNotContain("Server:");
    }
  }

  private void withoutLogin() {
    dashboard = DocketDashboard.start(docket, 0);
  }

  private void withLogin() {
    dashboard =
        DocketDashboard.builder()
            .docket(docket)
            .port(0)
            .credentials("marie", DashboardOptions.hash(PASSWORD))
            .start();
  }

  private String host() {
    return "Host: 127.0.0.1:" + dashboard.port();
  }

  private static String basic(String pair) {
    return "Authorization: Basic "
        + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String get(String path, String... headers) throws IOException {
    return request("GET", path, headers);
  }

  private String request(String method, String path, String... headers) throws IOException {
    String head =
        method
            + " "
            + path
            + " HTTP/1.1\r\n"
            + String.join("\r\n", headers)
            + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    try (Socket socket = new Socket("127.0.0.1", dashboard.port())) {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      try (BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        return answer.lines().collect(Collectors.joining("\n"));
      }
    }
  }
}
