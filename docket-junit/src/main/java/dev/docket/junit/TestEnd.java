package dev.docket.junit;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What is said of a test, or of a class that shares a docket, when it ends. */
record TestEnd(ExtensionContext context) {

  private static final String SHARED =
      """
      The tests of this class share a docket, because @BeforeAll asks for something of it, or a constructor under \
      PER_CLASS: what the others left there, or do at the same time, is told here too. What @BeforeEach asks for is \
      fresh for each test.
      """;

  /** Ends what it was given; fails it for what the guards find, unless it has failed by itself. */
  void with(Fixture fixture) {
    Optional<Throwable> failure = context.getExecutionException();
    String diagnostics = failure.isPresent() || fixture.leavesWork() ? fixture.diagnostics() : "";
    List<String> found = fixture.close();
    if (failure.isPresent() || !found.isEmpty()) {
      publish(
          found.isEmpty()
              ? diagnostics
              : diagnostics + "\nGuards: " + String.join("\nand ", found) + "\n");
    }
    if (failure.isEmpty() && !found.isEmpty()) {
      throw new AssertionError("The test itself passed, but " + String.join("\nand ", found));
    }
  }

  /** What it was given belongs to its class, and outlives it. */
  void withShared(Fixture ofTheClass) {
    if (context.getExecutionException().isPresent()) {
      publish(SHARED + ofTheClass.diagnostics());
    }
  }

  /** Once on the console, once in the report. */
  void publish(String text) {
    System.err.println(text);
    context.publishReportEntry("docket", text);
  }
}
