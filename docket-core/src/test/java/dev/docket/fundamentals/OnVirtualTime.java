package dev.docket.fundamentals;

import dev.docket.Docket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * On a real Redis, by a clock that jumps to whatever is due next: delays are exact and take no
 * time.
 */
abstract class OnVirtualTime extends OnRedis {

  final JumpingClock clock = new JumpingClock();

  /** When something happened, as {@link #mark} was told. */
  private final List<Instant> marks = new CopyOnWriteArrayList<>();

  @Override
  Docket.Builder settings() {
    return super.settings().clock(clock);
  }

  /** To be called by a handler: something happens now. */
  void mark() {
    marks.add(clock.now());
  }

  /** When things happened, counted from the start of the clock. */
  List<Duration> marks() {
    return marks.stream().map(mark -> Duration.between(JumpingClock.START, mark)).toList();
  }

  /** The same as instants. */
  List<Instant> instants() {
    return List.copyOf(marks);
  }
}
