package dev.docket.junit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.EventType;

/** Runs sample test classes and tells what became of each of their tests. */
final class Kit {

  /**
   * What became of a test or a class.
   *
   * @param report what was published, empty when nothing was
   */
  record Outcome(Status status, @Nullable Throwable error, String report) {
    boolean passed() {
      return status == Status.SUCCESSFUL;
    }

    String message() {
      return error == null ? "" : String.valueOf(error.getMessage());
    }
  }

  private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
  private final Map<String, String> reports = new LinkedHashMap<>();

  private Kit() {}

  /** By the legacy names of the tests, such as {@code passes(Docket)}, cut at the parenthesis. */
  static Kit run(Class<?>... samples) {
    return run(Map.of(), samples);
  }

  /** The same with settings of JUnit. */
  static Kit run(Map<String, String> settings, Class<?>... samples) {
    Kit kit = new Kit();
    Samples.run(settings, samples).allEvents().list().forEach(kit::take);
    return kit;
  }

  private void take(Event event) {
    String name = name(event.getTestDescriptor());
    if (event.getType() == EventType.REPORTING_ENTRY_PUBLISHED) {
      String text =
          event.getRequiredPayload(ReportEntry.class).getKeyValuePairs().getOrDefault("docket", "");
      reports.merge(name, text, (before, more) -> before + "\n=== again ===\n" + more);
    } else if (event.getType() == EventType.FINISHED) {
      TestExecutionResult result = event.getRequiredPayload(TestExecutionResult.class);
      outcomes.put(
          name,
          new Outcome(
              result.getStatus(),
              result.getThrowable().orElse(null),
              reports.getOrDefault(name, "")));
    }
  }

  private static String name(TestDescriptor test) {
    String name = test.getLegacyReportingName();
    int end = name.indexOf('(');
    int index = name.indexOf('[');
    return end < 0 ? name : name.substring(0, end) + (index < 0 ? "" : name.substring(index));
  }

  Outcome of(String test) {
    return Objects.requireNonNull(
        outcomes.get(test), () -> test + " is not among " + outcomes.keySet());
  }

  /** The tests and classes that did not pass. */
  Map<String, Outcome> failures() {
    Map<String, Outcome> failures = new LinkedHashMap<>(outcomes);
    failures.values().removeIf(Outcome::passed);
    return failures;
  }

  Map<String, Outcome> all() {
    return outcomes;
  }
}
