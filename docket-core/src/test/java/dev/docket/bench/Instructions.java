package dev.docket.bench;

import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Worker;
import dev.docket.bench.Benchmark.Nothing;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Counts the instructions that a redis-server executes for each task that is added and drained,
 * which says more than its CPU time where other work is going on: {@code mvn -q -Pbench
 * -Dbench.class=dev.docket.bench.Instructions -pl docket-core test-compile}. Needs valgrind, and a
 * redis-server on the PATH.
 */
public final class Instructions {

  private static final int TASKS = 10_000;
  private static final int CONCURRENCY = 100;

  /** So many tasks go before, so that lists are full and scripts are known. */
  private static final int WARM_UP = 11_000;

  private final Path folder;
  private final Process server;
  private final String url;

  private Instructions(Path folder, Process server, String url) {
    this.folder = folder;
    this.server = server;
    this.url = url;
  }

  public static void main(String[] args) throws Exception {
    long adding = start().count(true);
    long draining = start().count(false);
    System.out.printf(
        "instructions of Redis per task: %,d to add, %,d to drain (%d tasks, concurrency %d)%n",
        adding, draining, TASKS, CONCURRENCY);
    System.exit(0);
  }

  private static Instructions start() throws IOException {
    Path folder = Files.createTempDirectory("docket-instructions");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Process server =
        new ProcessBuilder(
                "valgrind",
                "--tool=callgrind",
                "--instr-atstart=no",
                "--callgrind-out-file=" + folder.resolve("counted"),
                "redis-server",
                "--port",
                "" + port,
                "--save",
                "",
                "--dir",
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Instructions started = new Instructions(folder, server, "redis://127.0.0.1:" + port);
    started.awaitServer();
    return started;
  }

  private void awaitServer() {
    RedisURI uri = RedisURI.create(url);
    uri.setTimeout(Duration.ofMinutes(1));
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (true) {
      try (RedisClient client = RedisClient.create(uri);
          var connection = client.connect()) {
        connection.sync().ping();
        return;
      } catch (RedisException e) {
        if (System.nanoTime() > until || !server.isAlive()) {
          throw e;
        }
      }
    }
  }

  /** Counts while tasks are added, or while they are drained. */
  private long count(boolean adding) throws Exception {
    try (Docket docket = Docket.connect(url, "counted")) {
      docket.register(Nothing.class, nothing -> {});
      add(docket, WARM_UP);
      drain(docket);
      count(adding, () -> add(docket, TASKS));
      count(!adding, () -> drain(docket));
    }
    server.destroy();
    server.waitFor();
    try (Stream<String> lines = Files.lines(folder.resolve("counted"))) {
      return lines
              .filter(line -> line.startsWith("totals: "))
              .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
              .sum()
          / TASKS;
    }
  }

  private void count(boolean really, Runnable action) throws Exception {
    control(really, "on");
    action.run();
    control(really, "off");
  }

  private void control(boolean really, String to) throws Exception {
    if (really) {
      new ProcessBuilder("callgrind_control", "-i", to, "" + server.pid()).start().waitFor();
    }
  }

  private static void add(Docket docket, int tasks) {
    List<Placement> all =
        IntStream.range(0, tasks)
            .mapToObj(n -> new Placement(new Nothing(n), Schedule.now()))
            .toList();
    for (int from = 0; from < tasks; from += 1000) {
      docket.addAll(all.subList(from, Math.min(tasks, from + 1000)));
    }
  }

  private static void drain(Docket docket) {
    try (Worker worker = Worker.builder(docket).concurrency(CONCURRENCY).build()) {
      worker.runUntilFinished();
    }
  }
}
