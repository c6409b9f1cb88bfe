package dev.docket.chaos;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Carries out a plan: what befalls processes on one thread, what befalls Redis on another. */
final class Driver {

  /** Even when nobody submits anything: perhaps for what the last faults have done. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  private final Plan plan;
  private final Crew crew;
  private final Servers servers;
  private final Journal journal;
  private final Progress progress;
  private final int tasks;

  Driver(Plan plan, Crew crew, Servers servers, Journal journal, Progress progress, int tasks) {
    this.plan = plan;
    this.crew = crew;
    this.servers = servers;
    this.journal = journal;
    this.progress = progress;
    this.tasks = tasks;
  }

  /** Returns when everything has been done and Redis is up again. */
  void run() throws InterruptedException {
    long began = System.nanoTime();
    Thread redis =
        Thread.ofPlatform()
            .name("chaos-redis")
            .start(() -> plan.of(Plan.Lane.REDIS).forEach(fault -> onRedis(fault, began)));
    for (Plan.Fault fault : plan.of(Plan.Lane.PROCESSES)) {
      await(fault, began);
      crew.inflict(fault);
    }
    redis.join();
  }

  /**
   * Until its time has come, and until as much of the work has been submitted as had to be by then:
   * on a slow machine the faults still fall upon all of the work. A lane that is late does what is
   * next at once.
   */
  private void await(Plan.Fault fault, long began) {
    sleep(fault.after() - (System.nanoTime() - began) / 1_000_000);
    long wanted = (long) (0.9 * tasks * fault.after() / plan.length());
    long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (progress.count() < wanted && System.nanoTime() < deadline) {
      sleep(100);
    }
  }

  private void onRedis(Plan.Fault fault, long began) {
    await(fault, began);
    long now = System.currentTimeMillis();
    journal.write(
        "fault", "id", fault.id(), "kind", fault.kind().word, "target", "redis", "at", now);
    try {
      if (servers.movedUnasked()) {
        journal.write("residue", "text", "Unasked, Sentinels changed the master before " + fault);
      }
      inflict(fault);
    } catch (RuntimeException e) {
      journal.write("residue", "text", fault + " could not be done: " + e);
    }
    journal.write("healed", "id", fault.id(), "at", System.currentTimeMillis());
  }

  private void inflict(Plan.Fault fault) {
    switch (fault.kind()) {
      case CUT_ONE -> servers.cutOne(fault.target());
      case CUT_ALL -> servers.cutAll();
      case CUT_SUBSCRIBERS -> servers.cutSubscribers();
      case FLUSH_SCRIPTS -> servers.flushScripts();
      case CLIENT_PAUSE -> servers.clientPause(fault.millis());
      case PAUSE_REDIS, PAUSE_REDIS_PAST_SILENCE -> servers.pause(fault.millis());
      case RESTART_REDIS -> servers.restart();
      case KILL_REDIS -> servers.kill(fault.millis());
      case FAILOVER -> servers.failover();
      case CRASH_MASTER -> servers.crash();
      default -> throw new IllegalArgumentException("Not for Redis: " + fault);
    }
  }

  static void sleep(long millis) {
    long until = System.nanoTime() + millis * 1_000_000;
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
