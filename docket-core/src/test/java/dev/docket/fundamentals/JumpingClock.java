package dev.docket.fundamentals;

import dev.docket.DocketClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to jump, by a test or by an idle worker. */
class JumpingClock implements DocketClock {

  static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  private final AtomicReference<Instant> now;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Instant> jumps = new CopyOnWriteArrayList<>();

  JumpingClock() {
    this(START);
  }

  JumpingClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant now() {
    return now.get();
  }

  @Override
  public void sleepUntil(Instant when) {
    jumps.add(when);
    now.updateAndGet(present -> when.isAfter(present) ? when : present);
    listeners.forEach(Runnable::run);
  }

  void advance(Duration by) {
    now.updateAndGet(present -> present.plus(by));
    listeners.forEach(Runnable::run);
  }

  /** Where idle workers jumped to, in order. */
  List<Instant> jumps() {
    return List.copyOf(jumps);
  }

  @Override
  public AutoCloseable onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
