package dev.docket.examples;

import dev.docket.Disposition;
import dev.docket.DocketListener;
import java.io.PrintStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints what happens as it happens, and counts. */
final class Board implements DocketListener {

  private final PrintStream out;
  final AtomicInteger added = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();
  final AtomicInteger succeeded = new AtomicInteger();
  final AtomicInteger failed = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger retried = new AtomicInteger();
  final AtomicInteger stockChecks = new AtomicInteger();

  Board(PrintStream out) {
    this.out = out;
  }

  @Override
  public void scheduled(String key, String task, Instant when, Disposition disposition) {
    if (disposition == Disposition.SCHEDULED) {
      added.incrementAndGet();
    } else if (disposition == Disposition.STRUCK) {
      refused.incrementAndGet();
      out.printf("  struck    %-12s %s%n", task, key);
    }
  }

  @Override
  public void runEnded(RunEnded run) {
    if (run.taskName().equals("check-stock")) {
      stockChecks.incrementAndGet();
      return;
    }
    long millis = run.endedAt().toEpochMilli() - run.startedAt().toEpochMilli();
    switch (run.outcome()) {
      case SUCCEEDED -> succeeded.incrementAndGet();
      case FAILED -> failed.incrementAndGet();
      case RETRIED -> retried.incrementAndGet();
      case CANCELLED, STRUCK -> cancelled.incrementAndGet();
      case SUPERSEDED -> {}
    }
    out.printf(
        "  %-9s %-12s %-12s attempt %d, %d ms on %s%n",
        run.outcome().toString().toLowerCase(java.util.Locale.ROOT),
        run.taskName(),
        run.key(),
        run.attempt(),
        millis,
        run.worker());
  }

  /** How many executions have ended, the stock checks aside. */
  int ended() {
    return succeeded.get() + failed.get() + cancelled.get();
  }

  /** The state of the work in one line. */
  void progress(long pending) {
    int ended = ended();
    int total = Math.max(1, added.get());
    int filled = Math.min(30, 30 * ended / total);
    out.printf(
        "[%s%s] %d of %d ended, %d pending%n",
        "#".repeat(filled), ".".repeat(30 - filled), ended, added.get(), pending);
  }
}
