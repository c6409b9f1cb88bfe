package dev.docket.internal.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How a script that works on a batch finds out which of its events somebody listens to. It looks
 * through the channels of a server that has few, and asks for one by one where there are many; how
 * many there are is asked for now and then, since a wrong guess costs time only. Safe for use by
 * several threads.
 */
final class Audience {

  private static final int FEW = 300;
  private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final Connections connections;
  private final AtomicLong asked = new AtomicLong(System.nanoTime() - AGAIN_NANOS);
  private volatile boolean few;

  Audience(Connections connections) {
    this.connections = connections;
  }

  /** The scripts' argument: {@code heard}, {@code few} or {@code all}. */
  String events() {
    if (connections instanceof Connections.Cluster) {
      return "all";
    }
    long now = System.nanoTime();
    long last = asked.get();
    if (now - last >= AGAIN_NANOS && asked.compareAndSet(last, now)) {
      connections
          .commands()
          .info("stats")
          .thenAccept(stats -> few = new ServerInfo(stats).channels() <= FEW);
    }
    return few ? "few" : "heard";
  }
}
