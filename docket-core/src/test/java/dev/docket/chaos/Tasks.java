package dev.docket.chaos;

import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;

/**
 * What the producers add. Every record carries {@code n}, the number of its submission, so that the
 * journals of producers and workers can be brought together whatever happened to the key.
 */
final class Tasks {

  static final int SLOTS = 2;
  static final int STARTS = 5;
  static final long WINDOW_MILLIS = 1000;
  static final int ATTEMPTS = 6;
  static final int HOPELESS_ATTEMPTS = 2;

  private Tasks() {}

  /** Runs for a while; also what is replaced, cancelled, scheduled and added twice. */
  record Plain(long n, int millis) implements Task {}

  /** Fails so many times, then succeeds. */
  @Retry(attempts = ATTEMPTS, delay = "40ms")
  record Flaky(long n, int millis, int failures) implements Task {}

  /** Fails every time. */
  @Retry(attempts = HOPELESS_ATTEMPTS, delay = "20ms")
  record Hopeless(long n, int millis) implements Task {}

  /** One step of a chain, which ends itself after its last. */
  @Perpetual(every = "150ms")
  record Tick(long n, int millis, int step, int last) implements Task {}

  /** At most {@link #SLOTS} at once for each group. */
  record Limited(long n, int millis, @ConcurrencyLimit(max = SLOTS) String group) implements Task {}

  /** At most {@link #STARTS} in any {@link #WINDOW_MILLIS} for each customer. */
  record Metered(long n, int millis, @RateLimit(max = STARTS, per = "1s") String customer)
      implements Task {}

  /** Struck by its tenant now and then. */
  record Tenanted(long n, int millis, String tenant) implements Task {}
}
