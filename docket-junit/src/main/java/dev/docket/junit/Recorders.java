package dev.docket.junit;

import dev.docket.Docket;
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

  static Optional<RunRecorder> of(Docket docket) {
    return Optional.ofNullable(BY_DOCKET.get(docket));
  }
}
