package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.DocketException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who records which injected docket, while its test runs. Static, because a test that waits for a
 * docket has nothing but the docket in hand.
 */
final class Recorders {

  private static final Map<Docket, RunRecorder> BY_DOCKET = new ConcurrentHashMap<>();

  private Recorders() {}

  static void put(Docket docket, RunRecorder recorder) {
    BY_DOCKET.put(docket, recorder);
  }

  static void remove(Docket docket) {
    BY_DOCKET.remove(docket);
  }

  /**
   * Whether a worker of that name lives on the docket of another test, as far as that can be told.
   */
  static boolean isElsewhere(String worker, Docket here) {
    return BY_DOCKET.keySet().stream()
        .filter(docket -> !docket.equals(here))
        .anyMatch(docket -> has(docket, worker));
  }

  private static boolean has(Docket docket, String worker) {
    try {
      return docket.workers().stream().anyMatch(info -> info.name().equals(worker));
    } catch (IllegalStateException | DocketException e) {
      return false; // its test has just ended
    }
  }

  static Optional<RunRecorder> of(Docket docket) {
    return Optional.ofNullable(BY_DOCKET.get(docket));
  }
}
