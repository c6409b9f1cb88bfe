package dev.docket.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Runs sample test classes through JUnit, each time as a JVM would that has just started. */
final class Samples {

  /** Made by .ci/make-redis-image.sh. */
  static final String IMAGE = "docket-ci/redis:7.0";

  /** The same, under another name. */
  static final String OTHER_IMAGE = "docket-ci/redis:7.0-other";

  private Samples() {}

  static EngineExecutionResults run(Class<?>... samples) {
    return run(Map.of(), samples);
  }

  static EngineExecutionResults run(Map<String, String> settings, Class<?>... samples) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameters(settings)
        .selectors(
            Arrays.stream(samples)
                .map(sample -> (DiscoverySelector) selectClass(sample))
                .toArray(DiscoverySelector[]::new))
        .execute();
  }

  /** Runs samples that are to pass; the first failure is thrown. */
  static void pass(Class<?>... samples) {
    List<Throwable> failures = failures(run(samples));
    if (!failures.isEmpty()) {
      throw new AssertionError("A sample failed", failures.getFirst());
    }
  }

  static List<Throwable> failures(EngineExecutionResults results) {
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(TestExecutionResult.class).getThrowable())
        .flatMap(Optional::stream)
        .toList();
  }

  /** Skips, and says why, where no container can be started. */
  static void needDocker() {
    Optional<String> obstacle = DockerProbe.ofThisProcess().obstacle(IMAGE);
    Assumptions.assumeTrue(obstacle.isEmpty(), () -> "No containers here: " + obstacle.get());
  }
}
