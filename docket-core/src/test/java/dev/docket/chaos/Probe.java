package dev.docket.chaos;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;

/** Asks Redis for nothing, again and again, and writes down when the answer was late. */
final class Probe implements Runnable, AutoCloseable {

  private static final long LATE_MILLIS = 200;

  private final Servers servers;
  private final Journal journal;
  private volatile boolean ending;

  Probe(Servers servers, Journal journal) {
    this.servers = servers;
    this.journal = journal;
  }

  static Probe start(Servers servers, Journal journal) {
    Probe probe = new Probe(servers, journal);
    Thread.ofPlatform().daemon().name("chaos-probe").start(probe);
    return probe;
  }

  @Override
  public void run() {
    while (!ending) {
      long asked = System.currentTimeMillis();
      try {
        servers.ask(RedisCommands::ping);
      } catch (RedisException | dev.docket.local.LocalRedisException e) {
        // Away: the time until it answers again is what counts.
      }
      long answered = System.currentTimeMillis();
      if (answered - asked >= LATE_MILLIS) {
        journal.write(
            "stall", "kind", "slow", "process", "redis", "from", asked, "until", answered);
      }
      Driver.sleep(50);
    }
  }

  @Override
  public void close() {
    ending = true;
  }
}
