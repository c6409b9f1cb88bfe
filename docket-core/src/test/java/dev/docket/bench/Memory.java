package dev.docket.bench;

import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what an execution takes of Redis's memory, in each place where it can be. */
public final class Memory {

  private static final int MANY = 20_000;

  record Charge(long customerId, long cents, String reference) implements Task {}

  private Memory() {}

  public static void main(String[] args) {
    try (LocalRedis redis = LocalRedis.start();
        Docket docket = Docket.connect(redis.url(), "memory");
        RedisClient client = RedisClient.create(redis.url())) {
      RedisCommands<String, String> commands = client.connect().sync();
      docket.register(Charge.class, charge -> {});
      docket.add(new Charge(1, 1, "warm"), Schedule.now());
      try (Worker worker = Worker.builder(docket).concurrency(100).build()) {
        worker.runUntilFinished();
      }
      long start = used(commands);
      add(docket, Schedule.in(Duration.ofDays(1)));
      print("scheduled", used(commands) - start);
      docket.clear();
      commands.flushall();
      start = used(commands);
      add(docket, Schedule.now());
      print("queued", used(commands) - start);
      try (Worker worker = Worker.builder(docket).concurrency(100).build()) {
        worker.runUntilFinished();
      }
      print("completed", used(commands) - start);
    }
  }

  private static void add(Docket docket, Schedule schedule) {
    List<Placement> placements = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      placements.add(new Placement(new Charge(1_000_000 + i, 4995, "order-" + i), schedule));
    }
    docket.addAll(placements);
  }

  private static long used(RedisCommands<String, String> commands) {
    return commands
        .info("memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(12).strip()))
        .findFirst()
        .orElseThrow();
  }

  private static void print(String place, long bytes) {
    System.out.printf("%s: %d bytes each%n", place, bytes / MANY);
  }
}
