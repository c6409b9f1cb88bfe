package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.WorkerWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Ends what would wait for ever for a worker of a test's docket, and says what is left and why.
 * Asked by the threads that wait.
 */
final class HangWatch implements WorkerWatch {

  /** More runs of one key than this, and it is taken for a chain that never ends. */
  static final int MOST_RUNS = 1000;

  /** How long handlers may go on when JUnit's time-out has interrupted the test. */
  private static final Duration INTERRUPTED = Duration.ofSeconds(5);

  /** Set on threads for which somebody else looks on. */
  private static final ThreadLocal<Boolean> APART = new ThreadLocal<>();

  private final RunRecorder recorder;
  private final Duration patience;
  private final boolean virtual;
  private volatile @Nullable Docket docket;

  HangWatch(RunRecorder recorder, TestSettings settings) {
    this.recorder = recorder;
    this.patience = settings.checks().hangAfter();
    this.virtual = settings.clock() == ClockMode.VIRTUAL;
  }

  /** From now on it knows what it watches. */
  void begin(Docket docket) {
    this.docket = docket;
  }

  /** The test has ended, and its workers are ended with it. */
  void end() {
    this.docket = null;
  }

  /** Does something that waits for a worker over which somebody else watches. */
  static Runnable apart(Runnable work) {
    return () -> {
      APART.set(true);
      try {
        work.run();
      } finally {
        APART.remove();
      }
    };
  }

  @Override
  public void waiting(Wait wait) {
    Docket watched = docket;
    if (watched == null || APART.get() != null) {
      return;
    }
    Silence silence = recorder.pulse().silence();
    silence.look();
    if (wait.interrupted()) {
      if (wait.waited().compareTo(INTERRUPTED) > 0) {
        throw hangs("The test was interrupted while its worker ran");
      }
    } else if (wait.waited().compareTo(patience) > 0 && isHang(silence)) {
      throw quiet();
    }
    if (!wait.bounded() && recorder.mostRuns() > MOST_RUNS) {
      recorder
          .runsByKey(wait.waited())
          .forEach(
              (key, runs) -> {
                if (runs > MOST_RUNS) {
                  throw endless(key, runs);
                }
              });
    }
  }

  /**
   * Whether it is a hang that nothing has started or ended for so long. To wait for time is none,
   * and what was waited for may take a while to start: somewhere between the places where it is
   * looked for, or already running as Redis sees it.
   */
  boolean isHang(Silence silence) {
    if (silence.unexcused().compareTo(patience) <= 0) {
      return false;
    }
    if (waitsForTime()) {
      silence.excuse();
    }
    // Something may have happened during that look.
    return silence.unexcused().compareTo(patience) > 0;
  }

  /** With a real clock: that what is left is due later, or has not been due for long. */
  private boolean waitsForTime() {
    Docket watched = docket;
    if (virtual || watched == null) {
      return false;
    }
    Instant since = watched.snapshot().taken().minus(patience);
    Collection<ExecutionRecord> left = Standstill.left(watched).values();
    return !left.isEmpty() && left.stream().allMatch(record -> record.when().isAfter(since));
  }

  /** Whether a look finds nothing that could be waited for. */
  boolean isOver() {
    Docket watched = docket;
    return watched == null || Standstill.left(watched).isEmpty();
  }

  /** What to throw for a hang. */
  AssertionError quiet() {
    return hangs("Nothing has started or ended for " + Lanes.shown(patience));
  }

  AssertionError hangs(String what) {
    Docket watched = docket;
    String left = watched == null ? "  the test has ended" : Standstill.of(watched, recorder);
    return new AssertionError("%s. What is left, and why:%n%s".formatted(what, left));
  }

  static AssertionError endless(String key, int runs) {
    return new AssertionError(
        "%s has run %d times and goes on for ever. For a task that repeats itself take a TestWorker, and runNext(n), runFor(duration), runUntil(condition) or runAtMost(Map.of(\"%s\", n))"
            .formatted(key, runs, key));
  }
}
