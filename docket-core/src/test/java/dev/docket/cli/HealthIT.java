package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.cli.ShopTasks.Gate;
import dev.docket.local.LocalRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The health end point of the runnable jar tells the truth. */
class HealthIT {

  private static final Pattern PORT = Pattern.compile("Health on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void it_follows_what_becomes_of_Redis_and_of_the_worker(@TempDir Path folder) throws Exception {
    Path gate = folder.resolve("gate");
    try (LocalRedis redis = LocalRedis.start();
        Docket docket = Docket.connect(redis.url(), "health");
        Cli worker =
            Cli.start(
                Map.of("DOCKET_WORKER_HEALTHCHECK_PORT", "0", "DOCKET_URL", redis.url()),
                "worker",
                "--docket=health",
                "--class-path=" + Cli.CLASSES,
                "--tasks=" + ShopTasks.class.getName(),
                "--concurrency=1",
                "--heartbeat-interval=200ms",
                "--reconnection-delay=50ms")) {
      new ShopTasks().register(docket);
      await().atMost(Cli.PATIENCE).until(() -> PORT.matcher(worker.errText()).find());
      Matcher log = PORT.matcher(worker.errText());
      assertThat(log.find()).isTrue();
      URI probe = URI.create("http://localhost:" + log.group(1) + "/healthz");

      becomes(probe, 200, "OK: 0 of 1 permits");
      redis.stop();
      becomes(probe, 503, "Not claiming: ");
      redis.restart();
      becomes(probe, 200, "OK: 0 of 1 permits");
      redis.pause();
      becomes(probe, 503, "Not claiming: ");
      redis.resume();
      becomes(probe, 200, "OK: 0 of 1 permits");

      docket.add(new Gate(gate.toString()), Schedule.keyed("running"));
      becomes(probe, 200, "OK: 1 of 1 permits");
      worker.signal("TERM");
      becomes(probe, 503, "Not claiming: The worker stops; 1 runs finish");
      Files.createFile(gate);
      assertThat(worker.exitCode()).isZero();
    }
  }

  private void becomes(URI probe, int code, String text) {
    await()
        .atMost(Cli.PATIENCE)
        .untilAsserted(
            () -> {
              HttpResponse<String> answer =
                  http.send(
                      HttpRequest.newBuilder(probe).build(), HttpResponse.BodyHandlers.ofString());
              assertThat(answer.body()).startsWith(text);
              assertThat(answer.statusCode()).isEqualTo(code);
            });
  }
}
