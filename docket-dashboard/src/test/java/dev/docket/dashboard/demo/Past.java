package dev.docket.dashboard.demo;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;
import java.util.Random;

/**
 * Figures of a day that was not, and workers that died in it, so that a demo is not empty. Written
 * as docs/wire-format.md says.
 */
final class Past {

  private static final int DAY_IN_MINUTES = 24 * 60;

  private static final Map<String, Integer> A_MINUTE =
      Map.of("send-invoice", 720, "charge-card", 240, "resize-image", 235, "sync-customer", 22);

  private Past() {}

  /** Writes the day before now. */
  static void write(String url, String docket) {
    Random random = new Random(11);
    RedisClient client = RedisClient.create(url);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      long now = Long.parseLong(redis.time().get(0)) / 60;
      for (long minute = now - DAY_IN_MINUTES + 1; minute <= now; minute++) {
        write(redis, "{" + docket + "}:stats:" + minute, minute, now - minute, random);
      }
      lose(redis, "{" + docket + "}:lost", now * 60_000);
    } finally {
      client.shutdown();
    }
  }

  private static void lose(RedisCommands<String, String> redis, String key, long now) {
    long night = now - 7 * 3_600_000;
    redis.zadd(key, night, night - 11_400 + ":6:shop-2@4f1c09aa");
    redis.zadd(key, now - 26 * 3_600_000, now - 26 * 3_600_000 - 10_900 + ":1:shop-3@be02d713");
    redis.expire(key, 7 * 86_400);
  }

  private static void write(
      RedisCommands<String, String> redis, String key, long minute, long ago, Random random) {
    double share = ago == 0 ? 0.6 : 1;
    // Busier by day than by night, and a gateway that was down for a while.
    double busy = 0.65 + 0.35 * Math.sin(2 * Math.PI * (minute % DAY_IN_MINUTES - 540) / 1440);
    boolean trouble = ago > 22 && ago < 31;
    A_MINUTE.forEach(
        (task, most) -> {
          long runs = Math.round(most * share * busy * (0.86 + random.nextDouble() * 0.22));
          long failed = task.equals("charge-card") ? trouble ? runs / 4 : random.nextInt(9) / 8 : 0;
          redis.hincrby(key, "succeeded:" + task, runs - failed);
          redis.hincrby(key, "failed:" + task, failed);
          redis.hincrby(key, "retried:" + task, task.equals("sync-customer") ? runs / 3 : 0);
          redis.hincrby(key, "millis:" + task, runs * 60);
          redis.hincrby(key, "le4:" + task, runs * 2 / 3);
          redis.hincrby(key, "le5:" + task, runs - runs * 2 / 3);
        });
    redis.expire(key, 86_400);
  }
}
