package dev.docket.dashboard.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The standalone jar, started as a user starts it, and looked at over HTTP. */
class StandaloneJarIT {

  private static final LocalRedis REDIS = LocalRedis.shared("docket-standalone-tests");
  private static final Pattern SCRIPT = Pattern.compile("src=\"\\./(VAADIN/build/[^\"]+)\"");

  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private Docket docket;

  @BeforeEach
  void connect() {
    docket = Docket.connect(REDIS.url(), "it-" + UUID.randomUUID());
  }

  @AfterEach
  void close() {
    docket.clear();
    docket.close();
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void it_serves_every_docket_it_finds_until_a_signal_ends_it(String signal) throws Exception {
    docket.add(new Trace("hello"), Schedule.keyed("hello"));
    try (StandaloneJar jar = start("--url", REDIS.url(), "--port", "0")) {
      URI address = jar.address();
      assertThat(jar.text()).contains(docket.name());

      HttpResponse<String> page = get(address);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<title>Docket</title>").doesNotContain("vite");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'self'", "frame-ancestors 'none'");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.headers().firstValue("Server")).isEmpty();

      Matcher script = SCRIPT.matcher(page.body());
      assertThat(script.find()).as("the bundle").isTrue();
      for (String file : new String[] {script.group(1), "VAADIN/docket/aura/aura.css"}) {
        assertThat(get(address.resolve(file)).statusCode()).as(file).isEqualTo(200);
      }
      assertThat(get(address.resolve("?v-r=init&location=")).body())
          .contains("\"productionMode\":true")
          .doesNotContain("devTools");

      jar.signal(signal);

      assertThat(jar.exitCode()).isZero();
      assertThat(jar.log()).as("the log").isEmpty();
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void another_interface_is_refused_without_a_login_and_asks_for_it_with_one() throws Exception {
    try (StandaloneJar jar =
        start("--url", REDIS.url(), "--docket", docket.name(), "--host", "0.0.0.0")) {
      assertThat(jar.exitCode()).isEqualTo(2);
      assertThat(jar.errText()).contains("needs a login").contains("DOCKET_DASHBOARD_USER");
    }
    String hash;
    try (StandaloneJar jar = typed("correct horse\n", "--hash-password")) {
      assertThat(jar.exitCode()).isZero();
      hash = jar.text().strip();
    }
    Map<String, String> environment =
        Map.of(
            "DOCKET_URL",
            REDIS.url(),
            "DOCKET_NAME",
            docket.name(),
            "DOCKET_DASHBOARD_USER",
            "ops",
            DashboardOptions.HASH_VARIABLE,
            hash,
            "DOCKET_DASHBOARD_PORT",
            "0");
    try (StandaloneJar jar =
        StandaloneJar.start(folder, "", environment, "dashboard", "--host", "0.0.0.0")) {
      URI address = jar.address();
      assertThat(get(address).statusCode()).isEqualTo(302);
      HttpRequest known =
          HttpRequest.newBuilder(address)
              .header("Authorization", "Basic " + base64("ops:correct horse"))
              .build();
      assertThat(client.send(known, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_password_that_is_too_short_is_wrong_usage() throws Exception {
    try (StandaloneJar jar = typed("short\n", "--hash-password")) {
      assertThat(jar.exitCode()).isEqualTo(2);
      assertThat(jar.errText()).contains("use at least 8");
    }
  }

  @Test
  void it_answers_the_commands_of_the_command_line_too() throws Exception {
    try (StandaloneJar jar = start("version")) {
      assertThat(jar.exitCode()).isZero();
      assertThat(jar.text()).startsWith("docket ").doesNotContain("development");
    }
    docket.add(new Trace("hello"), Schedule.keyed("hello"));
    try (StandaloneJar jar =
        start("snapshot", "--json", "--url", REDIS.url(), "--docket", docket.name())) {
      assertThat(jar.exitCode()).as(jar.errText()).isZero();
      assertThat(jar.text()).startsWith("{").contains("\"hello\"");
    }
  }

  private StandaloneJar start(String... words) throws IOException {
    return typed("", words);
  }

  private StandaloneJar typed(String input, String... words) throws IOException {
    return StandaloneJar.start(folder, input, Map.of(), words);
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(address).header("Accept", "text/html,*/*").build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
