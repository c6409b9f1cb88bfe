package dev.docket.internal.worker;

import dev.docket.RunReport;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how the runs of one worker ended. */
final class Tally {
  final AtomicInteger succeeded = new AtomicInteger();
  final AtomicInteger failed = new AtomicInteger();
  final AtomicInteger retried = new AtomicInteger();
  final AtomicInteger cancelled = new AtomicInteger();
  final AtomicInteger struck = new AtomicInteger();

  RunReport report() {
    return new RunReport(
        succeeded.get(), failed.get(), retried.get(), cancelled.get(), struck.get());
  }
}
