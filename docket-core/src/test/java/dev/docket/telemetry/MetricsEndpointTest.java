package dev.docket.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Perpetual;
import dev.docket.internal.telemetry.MetricsEndpoint;
import dev.docket.local.FreePort;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus sees. */
class MetricsEndpointTest {

  private static final Pattern METRIC = Pattern.compile("docket_[a-z_]+");

  record Job(int number) implements Task {}

  @Perpetual(every = "5ms")
  record Tick() implements Task {}

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch waiting = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch disrupted = new CountDownLatch(1);

  private static String scrape(int port) {
    URI address = URI.create("http://127.0.0.1:" + port + "/metrics");
    try (InputStream in = address.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Docket connect(MetricsEndpoint metrics) {
    Docket.Builder builder =
        Docket.builder()
            .url(LocalRedis.shared("docket-core-tests").url())
            .name("scraped-" + UUID.randomUUID())
            .heartbeatInterval(Duration.ofMillis(200))
            .missedHeartbeats(5)
            .listener(
                new DocketListener() {
                  @Override
                  public void disrupted(Throwable error) {
                    disrupted.countDown();
                  }
                });
    metrics.instrument(builder);
    return builder.build();
  }

  /** Lets happen everything that is counted. */
  private void everything(Docket docket) throws InterruptedException {
    docket.register(
        Job.class,
        (job, context) -> {
          if (job.number() == 0 && !context.redelivered()) {
            started.countDown();
            new CountDownLatch(1).await();
          } else if (job.number() == 4) {
            waiting.countDown();
            go.await();
          }
        });
    docket.register(Tick.class, tick -> {});
    docket.strike(Strike.task(Trace.class));
    docket.add(new Trace("struck"));
    docket.add(new Fail("fails"));
    docket.add(new Job(1), Schedule.in(Duration.ofHours(1)).withKey("c")).cancel();
    docket.add(new Tick(), Schedule.keyed("tick"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runAtMost(Map.of("tick", 2));
    }
    docket.add(new Job(0), Schedule.keyed("left"));
    try (Worker dead = Worker.builder(docket).build();
        Worker other = Worker.builder(docket).build()) {
      dead.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      dead.faults().crash();
      other.start();
      Observed.await().until(() -> docket.execution("left").orElseThrow().state().isTerminal());
      docket.add(new Job(4), Schedule.keyed("replaced"));
      assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
      docket.replace(new Job(1), Schedule.in(Duration.ofHours(1)).withKey("replaced"));
      go.countDown();
      // One that is cut while the worker does not read disrupts nothing.
      Observed.await()
          .until(
              () -> {
                other.faults().killConnections();
                return disrupted.getCount() == 0;
              });
      docket.add(new Job(2)).result(Duration.ofSeconds(20));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"grafana-dashboard.json", "alerts.yaml"})
  void every_metric_that_is_shipped_to_operators_is_in_a_scrape(String file) throws Exception {
    String text = Files.readString(Path.of("../docs/operations", file));
    TreeSet<String> named =
        METRIC
            .matcher(text)
            .results()
            .map(m -> m.group())
            .collect(Collectors.toCollection(TreeSet::new));
    int port = FreePort.next();
    try (MetricsEndpoint metrics = MetricsEndpoint.open(port);
        Docket docket = connect(metrics)) {
      everything(docket);

      Observed.await()
          .untilAsserted(
              () -> {
                TreeSet<String> missing = new TreeSet<>(named);
                METRIC.matcher(scrape(port)).results().forEach(m -> missing.remove(m.group()));
                assertThat(missing).isEmpty();
              });
      assertThat(named).hasSizeGreaterThan(7);
      assertThat(scrape(port))
          .contains(
              "docket_tasks_failed_total{docket=\"" + docket.name() + "\",task=\"fail\",worker=")
          .contains("docket_schedule_depth{docket=\"" + docket.name() + "\"} 1");
      docket.clear();
    }
  }

  @Test
  void a_port_that_is_taken_is_named() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThatThrownBy(() -> MetricsEndpoint.open(taken.getLocalPort()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("in use");
    }
  }
}
