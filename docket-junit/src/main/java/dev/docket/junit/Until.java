package dev.docket.junit;

import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A condition about a docket that, once it was true, stays so. Safe for use by several threads. */
final class Until implements TestClock.Gate {

  private static final int LOOKS = 20;
  private static final int MOST_IN_A_SNAPSHOT = 1000;

  private final Supplier<DocketSnapshot> snapshots;
  private final Predicate<? super DocketSnapshot> condition;
  private final Pulse pulse;
  private volatile boolean met;

  Until(
      Supplier<DocketSnapshot> snapshots,
      Predicate<? super DocketSnapshot> condition,
      Pulse pulse) {
    this.snapshots = snapshots;
    this.condition = condition;
    this.pulse = pulse;
  }

  boolean isMet() {
    if (!met && holds()) {
      met = true;
    }
    return met;
  }

  /** What moves while a snapshot is read may be missing there: such a one proves nothing. */
  private boolean holds() {
    DocketSnapshot snapshot = snapshots.get();
    for (int look = 1; condition.test(snapshot); look++) {
      if (look == LOOKS || isWhole(snapshot)) {
        return true;
      }
      snapshot = snapshots.get();
    }
    return false;
  }

  /** Whether it shows all that was counted before it was read. */
  private static boolean isWhole(DocketSnapshot snapshot) {
    long shown =
        Stream.concat(snapshot.running().stream(), snapshot.future().stream())
            .map(ExecutionRecord::key)
            .distinct()
            .count();
    return shown >= Math.min(snapshot.totalTasks(), MOST_IN_A_SNAPSHOT);
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
