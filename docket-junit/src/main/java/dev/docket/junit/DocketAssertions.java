package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Execution;

/**
 * Where assertions about dockets and executions start; for a static import beside AssertJ's own.
 */
public final class DocketAssertions {

  private DocketAssertions() {}

  /**
   * Starts assertions about what is pending on a docket.
   *
   * @param docket the docket
   * @return the assertions
   */
  public static DocketAssert assertThat(Docket docket) {
    return new DocketAssert(docket);
  }

  /**
   * Starts assertions about an execution.
   *
   * @param execution the execution
   * @param <R> the type of its result
   * @return the assertions
   */
  public static <R> ExecutionAssert<R> assertThat(Execution<R> execution) {
    return new ExecutionAssert<>(execution);
  }
}
