package dev.docket.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.DocketDashboard;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A real server, and requests made by hand. */
class ServerSecurityTest {

  private static final String HASH = DashboardOptions.hash("correct horse");
  private static final String HTML = "text/html,*/*";

  private final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());
  private final HttpClient client = HttpClient.newBuilder().build();

  @AfterEach
  void close() {
    client.close();
    docket.close();
  }

  @Test
  void a_browser_on_this_machine_is_served_with_security_headers() throws Exception {
    try (DocketDashboard dashboard = DocketDashboard.start(docket, 0)) {
      HttpResponse<String> page = send(client, get(dashboard, ""));

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'", "frame-ancestors 'none'", "object-src 'none'");
      assertThat(page.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.headers().firstValue("Referrer-Policy")).hasValue("same-origin");
      assertThat(page.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void without_a_login_a_forwarded_request_and_a_foreign_host_name_are_refused() throws Exception {
    try (DocketDashboard dashboard = DocketDashboard.start(docket, 0)) {
      assertThat(
              send(client, get(dashboard, "").header("X-Forwarded-For", "203.0.113.7"))
                  .statusCode())
          .isEqualTo(403);
      String rebound =
          raw(
              dashboard.port(),
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
      assertThat(rebound).startsWith("HTTP/1.1 403").contains("This dashboard has no login");
    }
  }

  @Test
  void another_interface_needs_a_login() {
    assertThatThrownBy(
            () -> DocketDashboard.builder().docket(docket).host("0.0.0.0").port(0).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a login")
        .hasMessageContaining("DOCKET_DASHBOARD_PASSWORD_HASH");
  }

  @Test
  void requests_of_other_sites_are_refused() throws Exception {
    try (DocketDashboard dashboard = DocketDashboard.start(docket, 0)) {
      HttpRequest.Builder post =
          get(dashboard, "?v-r=uidl&v-uiId=0")
              .POST(BodyPublishers.ofString("{}"))
              .header("Origin", "https://evil.example");

      assertThat(send(client, post).statusCode()).isEqualTo(403);
      String socket =
          raw(
              dashboard.port(),
              "GET /VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket HTTP/1.1\r\n"
                  + ("Host: localhost:" + dashboard.port() + "\r\n")
                  + "Origin: https://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(socket).doesNotStartWith("HTTP/1.1 101");
    }
  }

  @Test
  void with_a_login_nothing_is_served_before_it() throws Exception {
    try (DocketDashboard dashboard = withLogin()) {
      HttpResponse<String> page = send(client, get(dashboard, "").header("Accept", HTML));
      assertThat(page.statusCode()).isEqualTo(302);
      assertThat(page.headers().firstValue("Location").orElseThrow()).endsWith("/login");
      assertThat(send(client, get(dashboard, "?v-r=init")).statusCode()).isEqualTo(401);
      assertThat(send(client, get(dashboard, "VAADIN/push?v-r=push")).statusCode()).isEqualTo(401);
      String socket =
          raw(
              dashboard.port(),
              "GET /VAADIN/push?v-r=push&v-uiId=0&X-Atmosphere-Transport=websocket HTTP/1.1\r\n"
                  + ("Host: localhost:" + dashboard.port() + "\r\nUpgrade: websocket\r\n")
                  + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                  + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
      assertThat(socket).doesNotStartWith("HTTP/1.1 101");
      assertThat(send(client, get(dashboard, "login")).body()).contains("Password");
      assertThat(send(client, get(dashboard, "VAADIN/docket/docket.css")).statusCode())
          .isEqualTo(200);
      assertThat(send(client, get(dashboard, "VAADIN/docket/../../?v-r=init")).statusCode())
          .isNotEqualTo(200);
    }
  }

  @Test
  void the_right_password_opens_and_changes_the_session() throws Exception {
    try (DocketDashboard dashboard = withLogin();
        HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      assertThat(send(browser, login(dashboard, "ops", "wrong password")).statusCode())
          .isEqualTo(401);
      HttpResponse<String> welcome = send(browser, login(dashboard, "ops", "correct horse"));
      assertThat(welcome.statusCode()).isEqualTo(302);
      assertThat(welcome.headers().firstValue("Set-Cookie").orElseThrow())
          .contains("HttpOnly")
          .contains("SameSite=Lax");
      assertThat(send(browser, get(dashboard, "").header("Accept", HTML)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_script_may_use_basic_authentication() throws Exception {
    try (DocketDashboard dashboard = withLogin()) {
      assertThat(send(client, basic(dashboard, "ops:correct horse")).statusCode()).isEqualTo(200);
      assertThat(send(client, basic(dashboard, "ops:wrong")).statusCode()).isEqualTo(401);
    }
  }

  @Test
  void a_path_of_its_own_is_kept() throws Exception {
    try (DocketDashboard dashboard =
        DocketDashboard.builder().docket(docket).port(0).path("/admin/jobs").start()) {
      assertThat(dashboard.address().getPath()).isEqualTo("/admin/jobs/");
      assertThat(send(client, get(dashboard, "")).statusCode()).isEqualTo(200);
      assertThat(send(client, get(dashboard, "VAADIN/docket/docket.css")).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void a_taken_port_is_named() {
    try (DocketDashboard first = DocketDashboard.start(docket, 0)) {
      assertThatThrownBy(() -> DocketDashboard.start(docket, first.port()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("another program listens there");
    }
  }

  private DocketDashboard withLogin() {
    return DocketDashboard.builder().docket(docket).port(0).credentials("ops", HASH).start();
  }

  private static HttpRequest.Builder get(DocketDashboard dashboard, String path) {
    return HttpRequest.newBuilder(URI.create(dashboard.address() + path));
  }

  private static HttpRequest.Builder basic(DocketDashboard dashboard, String pair) {
    return get(dashboard, "")
        .header(
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  private static HttpRequest.Builder login(DocketDashboard dashboard, String user, String word) {
    return get(dashboard, "login")
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                "user=" + user + "&password=" + URLEncoder.encode(word, StandardCharsets.UTF_8)));
  }

  private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String raw(int port, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      byte[] answer = new byte[4_096];
      int length = in.readNBytes(answer, 0, 12);
      length += Math.max(0, in.read(answer, length, answer.length - length));
      length +=
          Math.max(0, in.available() > 0 ? in.read(answer, length, answer.length - length) : 0);
      return new String(answer, 0, length, StandardCharsets.UTF_8);
    }
  }
}
