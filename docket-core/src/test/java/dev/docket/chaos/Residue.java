package dev.docket.chaos;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks at what Redis holds, key by key, past Docket. */
final class Residue {

  private static final String P = "{" + Settings.DOCKET + "}:";
  private static final String STREAM = P + "stream";
  private static final Set<String> LASTING = Set.of(STREAM, P + "strikes");
  private static final Set<String> ENDED = Set.of("COMPLETED", "FAILED", "CANCELLED");

  private final RedisCommands<String, String> redis;

  Residue(RedisCommands<String, String> redis) {
    this.redis = redis;
  }

  /** Waits until no work is left; says whether that came about. */
  static boolean awaitDrained(Servers servers, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() - deadline < 0) {
      if (isDrained(servers)) {
        return true;
      }
      Driver.sleep(100);
    }
    return false;
  }

  private static boolean isDrained(Servers servers) {
    return servers.ask(redis -> new Residue(redis).pending().isEmpty());
  }

  /** Whether there is work; nobody knows while Redis is away, and then there may be. */
  static boolean isLeft(Servers servers) {
    try {
      return !isDrained(servers);
    } catch (RuntimeException e) {
      return true;
    }
  }

  /** What is waiting, running or held. */
  List<String> pending() {
    List<String> found = new ArrayList<>();
    count(found, redis.xlen(STREAM), STREAM);
    count(found, redis.zcard(P + "schedule"), P + "schedule");
    count(found, redis.zcard(P + "parked"), P + "parked");
    count(found, redis.hlen(P + "sets"), P + "sets");
    return found;
  }

  /** Everything that should not be there once all workers have ended, after a look at each key. */
  static void write(RedisCommands<String, String> redis, Journal journal) {
    Residue residue = new Residue(redis);
    List<String> found = residue.pending();
    if (redis.exists(STREAM) == 1) {
      count(found, redis.xpending(STREAM, "docket-workers").getCount(), "the pending list");
    }
    int kept = 0;
    KeyScanCursor<String> cursor = null;
    do {
      ScanArgs every = ScanArgs.Builder.limit(500);
      cursor = cursor == null ? redis.scan(every) : redis.scan(cursor, every);
      for (String key : cursor.getKeys()) {
        kept++;
        residue.look(key, found);
      }
    } while (!cursor.isFinished());
    journal.write("kept", "keys", kept);
    found.forEach(text -> journal.write("residue", "text", text));
  }

  private void look(String key, List<String> found) {
    if (!key.startsWith(P)) {
      return;
    }
    if (redis.pttl(key) == -1 && !LASTING.contains(key)) {
      found.add(key + " does not expire");
    }
    if (key.startsWith(P + "run:")) {
      String state = redis.hget(key, "state");
      if (state != null && !ENDED.contains(state)) {
        found.add(key + " is " + state + ": " + redis.hgetall(key));
      }
    } else if (key.startsWith(P + "waiters:")) {
      found.add(key + " holds " + redis.zrange(key, 0, -1));
    } else if (key.startsWith(P + "slots:")) {
      double now = System.currentTimeMillis();
      var held =
          redis.zrangebyscore(
              key,
              io.lettuce.core.Range.from(
                  io.lettuce.core.Range.Boundary.excluding(now),
                  io.lettuce.core.Range.Boundary.unbounded()));
      if (!held.isEmpty()) {
        found.add(key + " is held by " + held);
      }
    }
  }

  private static void count(List<String> found, long number, String what) {
    if (number > 0) {
      found.add(what + " holds " + number);
    }
  }
}
