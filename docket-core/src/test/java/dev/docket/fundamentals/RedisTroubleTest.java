package dev.docket.fundamentals;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.DocketConnectionException;
import dev.docket.DocketListener;
import dev.docket.Execution;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Worker;
import dev.docket.behavior.Retry;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A Redis that refuses for a while, in the middle of work: what runs ends as it ended, what is due
 * runs, what is added is kept, and nothing runs twice.
 */
class RedisTroubleTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  @Retry(attempts = 3)
  record Step(String name) implements ResultTask<String> {}

  private final Map<String, Integer> runs = new ConcurrentHashMap<>();
  private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private LocalRedis redis;
  private RedisClient client;
  private RedisCommands<String, String> commands;
  private Docket docket;
  private Worker worker;

  @BeforeEach
  void start_a_server_that_keeps_its_data_and_a_worker() {
    redis =
        LocalRedis.builder()
            .arguments("--appendonly", "yes", "--key-load-delay", "1000")
            .arguments("--aof-use-rdb-preamble", "no", "--appendfsync", "no")
            .start();
    client = RedisClient.create(redis.url());
    commands = client.connect().sync();
    docket =
        Docket.builder()
            .url(redis.url())
            .heartbeatInterval(Duration.ofMillis(100))
            .missedHeartbeats(3)
            .listener(
                new DocketListener() {
                  @Override
                  public void disrupted(Throwable error) {
                    troubles.add(String.valueOf(error));
                  }
                })
            .build();
    docket.register(Step.class, this::run);
    worker = Worker.builder(docket).reconnectionDelay(Duration.ofMillis(100)).build();
  }

  private String run(Step step) throws InterruptedException {
    runs.merge(step.name(), 1, Integer::sum);
    if (step.name().equals("running")) {
      started.countDown();
      go.await();
    }
    return step.name() + " done";
  }

  @AfterEach
  void end() {
    worker.close();
    docket.close();
    client.shutdown();
    redis.close();
  }

  private Execution<String> add(String name, Duration delay) {
    return docket.add(new Step(name), Schedule.in(delay).withKey(name));
  }

  /** A run ends, a due time passes and a task is added in the middle of the trouble. */
  private void survives(String named, Runnable trouble, Runnable relief) throws Exception {
    worker.start();
    Execution<String> running = add("running", Duration.ZERO);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    Execution<String> due = add("due", Duration.ofMillis(400));

    trouble.run();
    go.countDown();
    CompletableFuture<Execution<String>> adding =
        CompletableFuture.supplyAsync(() -> addUntilTaken("added"));
    Awaitility.await()
        .atMost(LONGEST)
        .pollDelay(Duration.ofSeconds(1)) // longer than the silence after which a worker is dead
        .untilAsserted(() -> assertThat(troubles).anyMatch(told -> told.contains(named)));
    relief.run();

    for (Execution<String> execution : List.of(running, due, adding.join())) {
      assertThat(execution.result(LONGEST)).isEqualTo(execution.key() + " done");
      assertThat(execution.record().orElseThrow().attempt()).isEqualTo(1);
    }
    assertThat(runs).isEqualTo(Map.of("running", 1, "due", 1, "added", 1));
    assertThat(docket.failed(1)).isEmpty();
  }

  private Execution<String> addUntilTaken(String name) {
    while (true) {
      try {
        return add(name, Duration.ZERO);
      } catch (DocketConnectionException e) {
        troubles.add(String.valueOf(e)); // a producer may be told; adding again under a key is safe
      }
    }
  }

  @Test
  void a_master_that_becomes_a_read_only_replica_and_a_master_again() throws Exception {
    survives("READONLY", () -> commands.replicaof("127.0.0.1", 1), commands::replicaofNoOne);
  }

  @Test
  void a_master_without_memory() throws Exception {
    survives(
        "OOM",
        () -> commands.configSet("maxmemory", "1"),
        () -> commands.configSet("maxmemory", "0"));
  }

  @Test
  void a_master_without_enough_replicas() throws Exception {
    survives(
        "NOREPLICAS",
        () -> commands.configSet("min-replicas-to-write", "1"),
        () -> commands.configSet("min-replicas-to-write", "0"));
  }

  @Test
  void a_server_that_is_down_for_a_while_and_comes_back_with_its_data() throws Exception {
    survives("", redis::stop, redis::restart);
  }

  @Test
  void a_server_that_hangs_for_a_while() throws Exception {
    survives("", redis::pause, redis::resume);
  }

  @Test
  void a_server_that_loads_its_data() throws Exception {
    for (int i = 0; i < 3000; i++) {
      commands.set("filler:" + i, "x"); // it answers with LOADING after each 1024 of these
    }
    survives(
        "LOADING",
        () -> {
          CompletableFuture.runAsync(redis::restart);
          CompletableFuture.runAsync(this::lookUntilItLoads);
        },
        () -> {});
  }

  /** Over a connection made afresh each time, which a client that reconnects later would miss. */
  private void lookUntilItLoads() {
    Awaitility.await()
        .atMost(LONGEST)
        .ignoreExceptions()
        .until(
            () -> {
              try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port())) {
                socket.getOutputStream().write("GET filler:1\r\n".getBytes(US_ASCII));
                String answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                        .readLine();
                troubles.add(answer);
                return answer.startsWith("-LOADING");
              }
            });
  }

  @Test
  void a_producer_is_told_when_there_is_no_memory_and_what_to_do() {
    commands.configSet("maxmemory", "1");

    assertThatThrownBy(() -> add("refused", Duration.ZERO))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("127.0.0.1:" + redis.port())
        .hasMessageContaining("OOM")
        .hasMessageContaining("maxmemory");
    commands.configSet("maxmemory", "0");
    assertThat(docket.execution("refused")).isEmpty();
  }
}
