package dev.docket.chaos;

import dev.docket.local.LocalRedis;
import dev.docket.local.LocalSentinel;
import io.lettuce.core.KillArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Redis that is disturbed: one server that keeps an append-only file, or a master with two
 * replicas under three Sentinels. A server that is killed has given the kernel every write before
 * it answered ({@code appendfsync no} never puts that off), so that it comes back with all of them.
 */
final class Servers implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final int REPLICAS = 2;

  /** The most that writers wait for a failover in order, and Sentinels for an answer. */
  private static final Duration QUIET = Duration.ofSeconds(60);

  private final @Nullable LocalRedis alone;
  private final @Nullable LocalSentinel sentinel;
  private final RedisClient client = RedisClient.create();
  private LocalRedis expected;

  private Servers(@Nullable LocalRedis alone, @Nullable LocalSentinel sentinel) {
    this.alone = alone;
    this.sentinel = sentinel;
    this.expected = master();
  }

  static Servers start(boolean sentinel) {
    LocalRedis.Builder builder =
        LocalRedis.builder().arguments("--appendonly", "yes", "--appendfsync", "no");
    if (!sentinel) {
      return new Servers(builder.start(), null);
    }
    Servers servers =
        new Servers(null, LocalSentinel.builder().replicas(REPLICAS).servers(builder).start());
    servers.patience(QUIET);
    return servers;
  }

  String url() {
    return alone != null ? alone.url() : replicated().url();
  }

  LocalRedis master() {
    return alone != null ? alone : replicated().master();
  }

  /**
   * Whether Sentinels have changed the master by themselves, which loses writes without a crash.
   */
  boolean movedUnasked() {
    return master() != expected;
  }

  private LocalSentinel replicated() {
    if (sentinel == null) {
      throw new IllegalStateException("These servers have no Sentinels");
    }
    return sentinel;
  }

  /** Does something on the master over a connection of its own. */
  <T> T ask(Function<RedisCommands<String, String>, T> question) {
    RedisURI uri = RedisURI.create("redis://127.0.0.1:" + master().port());
    uri.setTimeout(PATIENCE);
    try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
      return question.apply(connection.sync());
    }
  }

  void cutOne(int which) {
    ask(
        redis -> {
          List<String> clients = redis.clientList().lines().filter(Servers::isOfDocket).toList();
          if (!clients.isEmpty()) {
            String line = clients.get(which % clients.size());
            redis.clientKill(KillArgs.Builder.id(Long.parseLong(line.split(" ")[0].substring(3))));
          }
          return true;
        });
  }

  private static boolean isOfDocket(String line) {
    return line.contains("flags=N") || line.contains("flags=b") || line.contains("flags=P");
  }

  void cutAll() {
    ask(redis -> redis.clientKill(KillArgs.Builder.typeNormal().skipme()));
  }

  void cutSubscribers() {
    ask(redis -> redis.clientKill(KillArgs.Builder.typePubsub().skipme()));
  }

  void flushScripts() {
    ask(RedisCommands::scriptFlush);
  }

  void clientPause(int millis) {
    ask(redis -> redis.clientPause(millis));
    Driver.sleep(millis);
  }

  void pause(int millis) {
    LocalRedis paused = master();
    paused.pause();
    Driver.sleep(millis);
    paused.resume();
  }

  /** In order: it shuts down, and loads its file. */
  void restart() {
    master().restart();
  }

  /** As a crash would, and back after a while. */
  void kill(int millis) {
    LocalRedis killed = master();
    killed.stop();
    Driver.sleep(millis);
    killed.restart();
  }

  /**
   * Moves to a replica without losing a write, as one should do it by hand: no client writes until
   * the replicas have caught up and the old master is a replica, which it is told at once.
   * Sentinels take long to tell it, and what it accepts until then is lost.
   */
  void failover() {
    LocalRedis old = master();
    ask(
        redis -> {
          client(redis, "PAUSE", Long.toString(QUIET.toMillis()), "WRITE");
          if (!awaitReplicas(redis)) {
            client(redis, "UNPAUSE");
            throw new IllegalStateException(
                "The replicas of %s did not catch up: %s"
                    .formatted(old, redis.info("replication")));
          }
          return true;
        });
    LocalRedis heir = replicated().failover();
    try (StatefulRedisConnection<String, String> connection =
        client.connect(RedisURI.create("redis://127.0.0.1:" + old.port()))) {
      connection.sync().replicaof("127.0.0.1", heir.port());
      // Writes that waited are refused now, and go to the new master.
      client(connection.sync(), "UNPAUSE");
    }
    awaitDemotion(old);
    expected = heir;
  }

  /**
   * Sentinels are patient but for a crash. A pause keeps them from being answered, and so may a
   * busy machine; they would take the master for dead and start a failover of their own, in no
   * order.
   */
  private void patience(Duration silence) {
    for (LocalRedis one : replicated().sentinels()) {
      RedisURI uri = RedisURI.create("redis://127.0.0.1:" + one.port());
      try (var connection = client.connectSentinel(uri)) {
        connection
            .sync()
            .set("mymaster", "down-after-milliseconds", Long.toString(silence.toMillis()));
      }
    }
  }

  private static void client(RedisCommands<String, String> redis, String... words) {
    CommandArgs<String, String> args = new CommandArgs<>(StringCodec.UTF8);
    List.of(words).forEach(args::add);
    redis.dispatch(CommandType.CLIENT, new StatusOutput<>(StringCodec.UTF8), args);
  }

  /** All of them, to the last byte; one that is away has not. */
  private static boolean awaitReplicas(RedisCommands<String, String> redis) {
    for (int i = 0; i < 3000; i++) {
      String info = redis.info("replication");
      String offset = "offset=" + field(info, "master_repl_offset") + ",";
      long caughtUp = info.lines().filter(l -> l.startsWith("slave") && l.contains(offset)).count();
      if (caughtUp == REPLICAS) {
        return true;
      }
      Driver.sleep(10);
    }
    return false;
  }

  /** Without a replica that follows it, a crash would lose more than its last moment. */
  private void awaitFollowers() {
    for (int i = 0; i < 3000; i++) {
      String info = ask(redis -> redis.info("replication"));
      if (info.lines().filter(l -> l.contains("state=online")).count() == REPLICAS) {
        return;
      }
      Driver.sleep(10);
    }
    throw new IllegalStateException("Replicas are missing");
  }

  private static String field(String info, String name) {
    return info.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("?");
  }

  /** Kills the master, waits for its successor, and brings it back as a replica. */
  void crash() {
    awaitFollowers();
    try {
      replicated().crash();
    } finally {
      patience(QUIET);
    }
    // Not asked for before: impatient Sentinels may have moved on to another one.
    LocalRedis old =
        replicated().servers().stream()
            .filter(server -> !server.isRunning())
            .findFirst()
            .orElseThrow();
    old.restart();
    awaitDemotion(old);
    expected = master();
  }

  /** Until then clients that still know it as the master may write what will be lost. */
  private void awaitDemotion(LocalRedis old) {
    RedisURI uri = RedisURI.create("redis://127.0.0.1:" + old.port());
    for (int i = 0; i < 600; i++) {
      try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
        if (connection.sync().info("replication").contains("role:slave")) {
          return;
        }
      } catch (RedisException e) {
        // It restarts just now.
      }
      Driver.sleep(50);
    }
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
    if (alone != null) {
      alone.close();
    } else {
      replicated().close();
    }
  }
}
