package dev.docket.internal.worker;

import dev.docket.WorkerHealth;
import java.time.Duration;

/**
 * Judges a worker by what its fetcher and its heartbeats have last done, so that a probe costs no
 * command and cannot be fooled by a process that merely lives.
 */
record HealthCheck(
    Fetcher fetcher, LeaseKeeper leases, Duration heartbeat, Duration block, int concurrency) {

  /** For so many heartbeats a part may be silent. */
  private static final int PATIENCE = 3;

  WorkerHealth look(boolean stopping, int runs) {
    if (stopping) {
      return unfit("The worker stops; %d runs finish".formatted(runs));
    }
    if (!fetcher.isReady()) {
      return unfit("The worker starts and has not read from Redis yet");
    }
    if (fetcher.loop().isFailing() || leases.loop().isFailing()) {
      return unfit("The worker cannot work with Redis and tries again");
    }
    Duration patience = heartbeat.multipliedBy(PATIENCE).plus(block);
    if (leases.isFrozen() || leases.loop().silence().compareTo(patience) > 0) {
      return unfit("The worker's last heartbeat is older than " + shown(patience));
    }
    if (!fetcher.isFull() && fetcher.loop().silence().compareTo(patience) > 0) {
      return unfit("The worker has claimed nothing and seen no answer for " + shown(patience));
    }
    return new WorkerHealth(true, "%d of %d permits in use".formatted(runs, concurrency));
  }

  private static String shown(Duration duration) {
    return duration.toMillis() + " ms";
  }

  private static WorkerHealth unfit(String detail) {
    return new WorkerHealth(false, detail);
  }
}
