package dev.docket.junit;

import dev.docket.DocketListener.RunEnded;
import dev.docket.DocketListener.RunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A run while it is watched. Written by the thread of the run, and by the worker at its end. */
final class RunEntry {

  private final RunStarted start;
  private final long origin;
  private final Thread thread = Thread.currentThread();
  private final List<String> output = new CopyOnWriteArrayList<>();
  private volatile Map<String, Object> arguments = Map.of();
  private volatile long from;
  private volatile long to = -1;
  private volatile @Nullable RunEnded end;

  RunEntry(RunStarted start, long origin) {
    this.start = start;
    this.origin = origin;
    this.from = System.nanoTime();
  }

  RunStarted start() {
    return start;
  }

  void enter(Map<String, Object> arguments) {
    this.arguments = arguments;
    this.from = System.nanoTime();
  }

  void leave() {
    this.to = System.nanoTime();
  }

  /** Whether its handler has returned. */
  boolean hasLeft() {
    return to >= 0;
  }

  void print(String line) {
    output.add(line);
  }

  void end(RunEnded end) {
    if (to < 0) {
      leave();
    }
    this.end = end;
  }

  /** Whether it began no longer ago than so. */
  boolean isWithin(Duration last) {
    return System.nanoTime() - from < last.toNanos();
  }

  /** Where its thread is, deepest call first; empty when it has ended. */
  StackTraceElement[] stack() {
    return thread.getStackTrace();
  }

  TaskRun run() {
    RunEnded ended = end;
    long until = to < 0 ? System.nanoTime() : to;
    Instant endedAt = ended == null ? null : ended.endedAt();
    return new TaskRun(
        start.taskName(),
        start.key(),
        start.attempt(),
        start.worker(),
        start.redelivered(),
        arguments,
        start.startedAt(),
        endedAt,
        Duration.ofNanos(from - origin),
        Duration.ofNanos(until - from),
        ended == null ? null : ended.outcome(),
        ended == null ? null : ended.error(),
        List.copyOf(output));
  }
}
