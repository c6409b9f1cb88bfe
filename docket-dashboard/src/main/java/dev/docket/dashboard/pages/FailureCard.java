package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.dashboard.ui.Html;
import dev.docket.operations.FailureDetails;
import org.jspecify.annotations.Nullable;

/** With which error an execution failed, or its latest attempt; nothing when none did. */
final class FailureCard {

  private final Part card = new Part();

  private record Failure(FailureDetails details, String title, boolean isError, String message) {}

  Component component() {
    return card;
  }

  void show(ExecutionRecord execution, @Nullable FailureDetails details) {
    card.show(failure(execution, details), FailureCard::card);
  }

  private static @Nullable Failure failure(
      ExecutionRecord execution, @Nullable FailureDetails details) {
    if (details == null || isReason(execution, details)) {
      return null;
    }
    boolean interrupted = isInterrupted(execution, details);
    String title =
        execution.state() == ExecutionState.FAILED ? "Error" : "Error of the latest attempt";
    String message =
        details.message().isEmpty() && !interrupted
            ? String.valueOf(execution.error())
            : details.message();
    return new Failure(
        details, interrupted ? "Interrupted by the cancel" : title, !interrupted, message);
  }

  /** A cancel interrupts what runs: that this ended with an exception is no crash. */
  static boolean isInterrupted(ExecutionRecord execution, @Nullable FailureDetails failure) {
    return execution.state() == ExecutionState.CANCELLED
        && execution.error() != null
        && failure != null
        && !failure.errorType().isEmpty();
  }

  /** Why something was cancelled before it ran stands among the facts. */
  private static boolean isReason(ExecutionRecord execution, FailureDetails failure) {
    return execution.state() == ExecutionState.CANCELLED && failure.errorType().isEmpty();
  }

  private static Div card(Failure failure) {
    FailureDetails details = failure.details();
    Div card = Html.card("failure", failure.title(), details.errorType());
    if (!failure.message().isEmpty()) {
      card.add(
          Html.div(failure.isError() ? "bad-text" : "secondary", Html.text(failure.message())));
    }
    if (!details.stackTrace().isEmpty()) {
      card.add(Html.code(details.stackTrace()));
    }
    return card;
  }
}
