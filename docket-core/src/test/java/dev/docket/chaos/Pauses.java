package dev.docket.chaos;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes down when this process did not get to run, whether the driver had stopped it or the machine
 * was too busy: a thread wants to look at the clock every 20 ms. A single long gap is a {@code
 * stall}; when over a while it got less than a third of its looks, the process was {@code starved},
 * and nobody could expect heartbeats from it.
 */
final class Pauses {

  private static final long STEP_MILLIS = 20;
  private static final long STALL_MILLIS = 300;
  private static final long WINDOW_MILLIS = Settings.LONG_PAUSE.toMillis();
  private static final long FEW = WINDOW_MILLIS / STEP_MILLIS / 3;

  private final Journal journal;
  private final String process;
  private final Deque<Long> looks = new ArrayDeque<>();
  private long starvedSince = -1;
  private long told;

  private Pauses(Journal journal, String process) {
    this.journal = journal;
    this.process = process;
  }

  static void watch(Journal journal, String process) {
    Pauses pauses = new Pauses(journal, process);
    Thread.ofPlatform().daemon().name("pauses").start(pauses::loop);
  }

  private void loop() {
    long born = System.currentTimeMillis();
    long last = born;
    while (true) {
      LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
      long now = System.currentTimeMillis();
      if (now - last >= STALL_MILLIS) {
        tell("stall", last, now);
      }
      looks.addLast(now);
      while (looks.getFirst() <= now - WINDOW_MILLIS) {
        looks.removeFirst();
      }
      if (now - born >= WINDOW_MILLIS) {
        starved(now);
      }
      last = now;
    }
  }

  private void starved(long now) {
    if (looks.size() >= FEW) {
      starvedSince = -1;
      return;
    }
    if (starvedSince < 0) {
      starvedSince = now - WINDOW_MILLIS;
      told = 0;
    }
    if (now - told >= STALL_MILLIS) {
      tell("starved", starvedSince, now);
      told = now;
    }
  }

  private void tell(String what, long from, long until) {
    journal.write("stall", "kind", what, "process", process, "from", from, "until", until);
  }
}
