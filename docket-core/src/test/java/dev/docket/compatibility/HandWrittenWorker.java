package dev.docket.compatibility;

import io.lettuce.core.Consumer;
import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisClient;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A worker as docs/wire-format.md describes one, in plain Redis commands: it stands for an earlier
 * release, which writes none of the newer fields and knows none of them.
 */
final class HandWrittenWorker implements AutoCloseable {

  private static final String GROUP = "docket-workers";

  private final RedisClient client;
  private final RedisCommands<String, String> redis;
  private final String p;
  private final String consumer = "old@1";
  private final String tasks;

  /** The keys whose executions it ran, in order. */
  final Queue<String> ran = new ConcurrentLinkedQueue<>();

  HandWrittenWorker(String url, String docket, String tasks) {
    this.client = RedisClient.create(url);
    this.redis = client.connect().sync();
    this.p = "{" + docket + "}:";
    this.tasks = tasks;
    try {
      redis.xgroupCreate(
          XReadArgs.StreamOffset.from(p + "stream", "0"),
          GROUP,
          XGroupCreateArgs.Builder.mkstream());
    } catch (RedisBusyException e) {
      // Another worker made the group.
    }
  }

  private long now() {
    List<String> time = redis.time();
    return Long.parseLong(time.get(0)) * 1000 + Long.parseLong(time.get(1)) / 1000;
  }

  void heartbeat() {
    String told = p + "worker:" + consumer;
    redis.hset(
        told,
        Map.of(
            "name",
            "old",
            "tasks",
            tasks,
            "lease",
            "300000",
            "silence",
            "6000",
            "concurrency",
            "1",
            "running",
            "0"));
    redis.pexpire(told, 20_000);
    redis.zadd(p + "workers", now(), consumer);
  }

  /** Runs one delivery if there is one; dies in the middle of it if told to. */
  @SuppressWarnings("unchecked") // a generic varargs array that stays in the call
  boolean runOne(boolean dies) {
    heartbeat();
    List<StreamMessage<String, String>> read =
        redis.xreadgroup(
            Consumer.from(GROUP, consumer),
            XReadArgs.Builder.count(1).block(100),
            XReadArgs.StreamOffset.lastConsumed(p + "stream"));
    if (read.isEmpty()) {
      return false;
    }
    StreamMessage<String, String> message = read.getFirst();
    String key = message.getBody().get("key");
    String record = p + "run:" + key;
    String stands = redis.hget(record, "sid");
    if (stands != null && !stands.equals(message.getId())) {
      acknowledge(message);
      return true;
    }
    long epoch = redis.hincrby(record, "epoch", 1);
    redis.hset(
        record,
        Map.of(
            "state",
            "RUNNING",
            "worker",
            "old",
            "started",
            "" + now(),
            "sid",
            message.getId(),
            "task",
            message.getBody().get("task"),
            "gen",
            message.getBody().getOrDefault("gen", "1")));
    ran.add(key);
    if (!dies) {
      settle(message, record, key, epoch);
    }
    return true;
  }

  private void settle(
      StreamMessage<String, String> message, String record, String key, long epoch) {
    boolean ours =
        message.getId().equals(redis.hget(record, "sid"))
            && Long.toString(epoch).equals(redis.hget(record, "epoch"));
    if (ours) {
      long at = now();
      redis.hset(
          record,
          Map.of(
              "state",
              "COMPLETED",
              "sid",
              "",
              "finished",
              "" + at,
              "args",
              message.getBody().get("args")));
      redis.pexpire(record, 900_000);
      redis.zadd(p + "completed", at, key);
      redis.pexpire(p + "completed", 900_000);
      redis.publish(p + "state:" + key, "{\"state\":\"COMPLETED\",\"at\":" + at + "}");
    }
    acknowledge(message);
  }

  private void acknowledge(StreamMessage<String, String> message) {
    redis.xack(p + "stream", GROUP, message.getId());
    redis.xdel(p + "stream", message.getId());
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
