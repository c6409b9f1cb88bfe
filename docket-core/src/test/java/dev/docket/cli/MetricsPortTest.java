package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.local.FreePort;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MetricsPortTest {

  private static final String URL = LocalRedis.shared("docket-cli-tests").url();

  private final String name = "metrics-" + UUID.randomUUID();

  private int work(int port) {
    CommandLine line = Main.commandLine(Map.of(), Terminal.none());
    line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(new StringWriter()));
    return line.execute(
        "worker", "--until-finished", "--docket", name, "--url", URL, "--metrics-port", "" + port);
  }

  private static String scrape(int port) throws IOException {
    try (InputStream in =
        URI.create("http://127.0.0.1:" + port + "/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_worker_serves_its_metrics_while_it_runs() throws Exception {
    int port = FreePort.next();
    try (Docket docket = Docket.connect(URL, name)) {
      docket.add(new Trace("hello"));
      docket.add(new Trace("later"), Schedule.in(Duration.ofHours(1)));
      CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> work(port));

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .ignoreExceptions()
          .until(() -> scrape(port).contains("docket_tasks_succeeded_total{docket=\"" + name));
      assertThat(scrape(port)).contains("docket_schedule_depth{docket=\"" + name + "\"} 1");
      docket.clear();
      assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
    }
  }

  @Test
  void a_port_that_is_taken_is_bad_usage() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(work(taken.getLocalPort())).isEqualTo(2);
    }
  }
}
