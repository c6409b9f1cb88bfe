package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import java.util.function.Predicate;

/** A condition about a docket that, once it was true, stays so. Safe for use by several threads. */
final class Until implements TestClock.Gate {

  private final Docket docket;
  private final Predicate<? super DocketSnapshot> condition;
  private final Pulse pulse;
  private volatile boolean met;

  Until(Docket docket, Predicate<? super DocketSnapshot> condition, Pulse pulse) {
    this.docket = docket;
    this.condition = condition;
    this.pulse = pulse;
  }

  boolean isMet() {
    if (!met && condition.test(docket.snapshot())) {
      met = true;
    }
    return met;
  }

  /** Asked by a worker that has nothing to do but to jump. */
  @Override
  public boolean mayJump() {
    if (!isMet()) {
      return true;
    }
    pulse.beat();
    return false;
  }
}
