package dev.docket.internal.worker;

import dev.docket.DocketClock;
import dev.docket.internal.redis.ScheduleStore.Rest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Finds out, for a worker that ends by itself, whether anything is left to do; lets the docket's
 * own clock go on to the next due time while that is all there is. Used by the fetcher's thread.
 */
final class Finisher {

  private final Shift shift;
  private final Promoter promoter;
  private final @Nullable Nap nap;
  private boolean patient;

  Finisher(Shift shift, Promoter promoter) {
    this.shift = shift;
    this.promoter = promoter;
    DocketClock clock = shift.core().time().clock();
    this.nap = clock == null ? null : new Nap(clock, shift.workerName());
  }

  /** Whether something is to come that a read should wait for. */
  boolean isPatient() {
    return patient;
  }

  /** Something has come. */
  void workCame() {
    patient = false;
  }

  /**
   * Asked when nothing runs here and nothing is ready: whether that was all.
   *
   * @param unmoved called when the next due time has come and yet nothing was moved to the stream
   */
  boolean isDone(Runnable unmoved) throws InterruptedException {
    Rest rest = shift.core().schedule().rest();
    if (rest.isEmpty() || shift.budget().left() <= 0) {
      return true;
    }
    boolean onlyScheduled =
        rest.readyOrRunning() <= shift.budget().untouched() && rest.parked() == 0;
    if (onlyScheduled && (rest.next() < 0 || !shift.budget().reaches(rest.nextDue()))) {
      return true;
    }
    if (onlyScheduled && nap != null && hasCome(nap, rest.nextDue())) {
      // The read that follows waits for what this brings: one round trip for both.
      promoter.promoteSoon(unmoved);
    }
    patient = true;
    return false;
  }

  private boolean hasCome(Nap nap, Instant due) throws InterruptedException {
    promoter.jumping(true);
    try {
      return nap.isOver(due);
    } finally {
      promoter.jumping(false);
    }
  }

  void end() {
    if (nap != null) {
      nap.end();
    }
  }
}
