package dev.docket.internal.redis;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * A few connections of readers that have ended in good order, for the next ones: to connect takes
 * longer than a short task, and a test starts a worker each time. Safe for use by several threads.
 */
final class ReaderPool {

  private static final int KEPT = 16;
  private static final long FRESH_NANOS = Duration.ofSeconds(30).toNanos();

  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  /**
   * A connection without a read under way.
   *
   * @param node where it leads to
   * @param since when it was last used, by {@link System#nanoTime}
   */
  record Idle(
      StatefulRedisConnection<String, String> connection,
      long clientId,
      RedisURI node,
      long since) {

    private boolean isFresh() {
      return connection.isOpen() && System.nanoTime() - since < FRESH_NANOS;
    }
  }

  /** One that leads to the node, or null. */
  @Nullable Idle take(RedisURI node) {
    for (Idle one = idle.pollLast(); one != null; one = idle.pollLast()) {
      if (one.isFresh() && one.node().equals(node)) {
        return one;
      }
      one.connection().closeAsync();
    }
    return null;
  }

  void give(Idle one) {
    if (idle.size() < KEPT) {
      idle.addLast(one);
    } else {
      one.connection().closeAsync();
    }
  }
}
