package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Execution;

/**
 * Where assertions about dockets, executions and reports start; for a static import beside
 * AssertJ's own. Needs {@code org.assertj:assertj-core} on the class path.
 */
public final class DocketAssertions {

  private DocketAssertions() {}

  /**
   * Starts assertions about what is pending on a docket.
   *
   * @param docket the docket
   * @return the assertions
   * @throws IllegalStateException when AssertJ is not on the class path
   */
  public static DocketAssert assertThat(Docket docket) {
    Optionals.requireAssertJ();
    return new DocketAssert(docket);
  }

  /**
   * Starts assertions about an execution.
   *
   * @param execution the execution
   * @param <R> the type of its result
   * @return the assertions
   * @throws IllegalStateException when AssertJ is not on the class path
   */
  public static <R> ExecutionAssert<R> assertThat(Execution<R> execution) {
    Optionals.requireAssertJ();
    return new ExecutionAssert<>(execution);
  }

  /**
   * Starts assertions about what a {@link TestWorker} did.
   *
   * @param report the report
   * @return the assertions
   * @throws IllegalStateException when AssertJ is not on the class path
   */
  public static ReportAssert assertThat(TestReport report) {
    Optionals.requireAssertJ();
    return new ReportAssert(report);
  }
}
