package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.DocketClock;
import dev.docket.ExecutionRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A clock that stands still until it is moved: by the test, or by {@code
 * worker.runUntilFinished()}, which jumps to the next due time whenever there is nothing else to
 * do. Schedules, retries, cron and limits obey it against a real Redis; leases and time-outs stay
 * real. Safe for use by several threads.
 *
 * <p>In a test with {@link ClockMode#REAL} it shows the real time and cannot be moved.
 */
public final class TestClock implements DocketClock {

  private final AtomicReference<Instant> now;
  private final List<Docket> dockets = new CopyOnWriteArrayList<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final boolean real;
  private volatile @Nullable Gate gate;

  /** Decides whether a worker that has nothing else to do may move the clock. */
  interface Gate {
    boolean mayJump();
  }

  /** Creates a clock that shows the last full second. */
  public TestClock() {
    this(Instant.now().truncatedTo(ChronoUnit.SECONDS), false);
  }

  private TestClock(Instant now, boolean real) {
    this.now = new AtomicReference<>(now);
    this.real = real;
  }

  /** As a test wants it: one that cannot be moved when the test goes by real time. */
  static TestClock of(TestSettings settings) {
    return settings.clock() == ClockMode.REAL
        ? new TestClock(Instant.EPOCH, true)
        : settings.time().map(time -> new TestClock(time, false)).orElseGet(TestClock::new);
  }

  /** Lets the clock see what is scheduled on a docket. */
  void watch(Docket docket) {
    dockets.add(docket);
  }

  @Override
  public Instant now() {
    return real ? Instant.now() : now.get();
  }

  /** Until it is removed with null, workers ask it before they jump. */
  void gate(@Nullable Gate gate) {
    this.gate = gate;
  }

  /** Jumps; a time that has passed changes nothing. */
  @Override
  public void sleepUntil(Instant when) {
    Gate asked = gate;
    if (asked != null && !asked.mayJump()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1)); // the worker is about to be stopped
      return;
    }
    now.updateAndGet(current -> when.isAfter(current) ? when : current);
    moved();
  }

  /**
   * Moves the clock forward.
   *
   * @param by how far
   * @throws IllegalArgumentException when it is negative
   * @throws IllegalStateException when the test goes by real time
   */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException(
          "The clock cannot advance by " + by + "; use set to go back");
    }
    requireVirtual("advance(%s)".formatted(by));
    now.updateAndGet(current -> current.plus(by));
    moved();
  }

  /**
   * Sets the clock.
   *
   * @param when any time, also an earlier one
   * @throws IllegalStateException when the test goes by real time
   */
  public void set(Instant when) {
    requireVirtual("set(%s)".formatted(when));
    now.set(when);
    moved();
  }

  /**
   * Moves the clock to the next due time, if something is scheduled.
   *
   * @return false when nothing is
   * @throws IllegalStateException when the test goes by real time
   */
  public boolean skipToNext() {
    requireVirtual("skipToNext()");
    Optional<Instant> next = nextDue();
    next.ifPresent(this::sleepUntil);
    return next.isPresent();
  }

  /**
   * Returns when the next scheduled execution is due.
   *
   * @return the time; empty when nothing is scheduled
   */
  public Optional<Instant> nextDue() {
    return dockets.stream()
        .flatMap(docket -> Pending.next(docket).stream())
        .map(ExecutionRecord::when)
        .min(Comparator.naturalOrder());
  }

  @Override
  public AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  private void requireVirtual(String what) {
    if (real) {
      throw new IllegalStateException(
          what + " moves nothing: the test goes by real time, because of clock = REAL");
    }
  }

  private void moved() {
    listeners.forEach(Runnable::run);
  }
}
