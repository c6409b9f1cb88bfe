package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Execution;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * Awaitility that knows of dockets: a condition is looked at whenever something happens there, and
 * so ends as soon as an event makes it true. Needs {@code org.awaitility:awaitility} on the class
 * path.
 *
 * <pre>{@code
 * await(docket).until(() -> shipped.contains(123L));
 * await(docket).untilAsserted(() -> assertThat(docket).isEmpty());
 * }</pre>
 */
public final class DocketAwait {

  private static final Duration LONGEST = Duration.ofMillis(100);

  private DocketAwait() {}

  /**
   * Starts to wait for something that happens on an injected docket: an add, or the start or end of
   * a run in this JVM. For what no event tells of, the condition is also looked at every 100
   * milliseconds.
   *
   * @param docket an injected docket
   * @return Awaitility's own, with its default time-out of 10 seconds
   * @throws IllegalStateException when Awaitility is not on the class path
   * @throws IllegalArgumentException when the docket was not injected
   */
  public static ConditionFactory await(Docket docket) {
    Optionals.requireAwaitility();
    Optional<RunRecorder> recorder = Recorders.of(docket);
    if (recorder.isEmpty()) {
      throw new IllegalArgumentException(
          "The docket %s was not injected by DocketExtension, so nothing is known of its events; wait for one of its executions: await(execution)"
              .formatted(docket.name()));
    }
    return on(recorder.get().pulse());
  }

  /**
   * Starts to wait for something that happens to an execution, on whatever worker: a change of its
   * state, or progress. The condition is also looked at every 100 milliseconds.
   *
   * @param execution the execution; its events are listened to until it has ended
   * @return Awaitility's own, with its default time-out of 10 seconds
   * @throws IllegalStateException when Awaitility is not on the class path
   */
  public static ConditionFactory await(Execution<?> execution) {
    Optionals.requireAwaitility();
    return on(Listening.to(execution));
  }

  private static ConditionFactory on(Pulse pulse) {
    long[] seen = {pulse.beats()};
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(
            (count, previous) -> {
              seen[0] = next(pulse, seen[0]);
              return Duration.ofNanos(1);
            });
  }

  private static long next(Pulse pulse, long seen) {
    try {
      return pulse.awaitAfter(seen, LONGEST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return seen;
    }
  }
}
