package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.TaskInfo;
import org.jspecify.annotations.Nullable;

/** When an execution is due, how often it was tried, how long it took, how far it has got. */
final class FactsCard {

  private final Part facts = new Part();
  private final Part progress = new Part();
  private final Div card = Html.card("", "Facts", "");

  FactsCard() {
    card.add(facts, progress);
  }

  Component component() {
    return card;
  }

  private record Facts(
      ExecutionRecord execution, boolean interrupted, int attempts, @Nullable String cadence) {

    static Facts of(ExecutionPage.Whole whole, ExecutionRecord execution) {
      TaskInfo task = whole.task();
      return new Facts(
          withoutProgress(execution),
          FailureCard.isInterrupted(execution, whole.failure()),
          task == null ? 1 : task.attempts(),
          task == null ? null : task.cadence());
    }
  }

  /** All but what a run tells while it goes on. */
  static ExecutionRecord withoutProgress(ExecutionRecord of) {
    return new ExecutionRecord(
        of.key(),
        of.taskName(),
        of.arguments(),
        of.when(),
        of.attempt(),
        of.state(),
        of.worker(),
        of.startedAt(),
        of.finishedAt(),
        of.error(),
        null);
  }

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    facts.show(Facts.of(whole, execution), FactsCard::facts);
    progress.show(execution.progress(), FactsCard::progress);
  }

  private static Component facts(Facts shown) {
    ExecutionRecord execution = shown.execution();
    DescriptionList facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "Due", Times.clock(execution.when()));
    String attempts =
        shown.attempts() == 1
            ? ""
            : shown.attempts() == Integer.MAX_VALUE ? " of any number" : " of " + shown.attempts();
    fact(facts, "Attempt", Html.text(execution.attempt() + attempts));
    if (shown.cadence() != null) {
      fact(facts, "Repeats", Html.text(shown.cadence()));
    }
    if (execution.worker() != null) {
      fact(facts, "Worker", Html.text(execution.worker()));
    }
    if (execution.startedAt() != null) {
      fact(facts, "Started", Times.clock(execution.startedAt()));
      if (execution.finishedAt() != null) {
        fact(facts, "Ended", Times.clock(execution.finishedAt()));
        fact(facts, "Took", Times.took(execution.startedAt(), execution.finishedAt()));
      } else {
        fact(facts, "Runs for", Times.age(execution.startedAt()));
      }
    } else if (execution.finishedAt() != null) {
      fact(facts, "Ended", Times.clock(execution.finishedAt()));
    }
    // Of a failure there is a card of its own.
    if (execution.error() != null && execution.state() == ExecutionState.CANCELLED) {
      fact(
          facts,
          "Why",
          Html.text(shown.interrupted() ? "Cancelled while it ran" : execution.error()));
    }
    return facts;
  }

  private static void fact(DescriptionList facts, String name, Component value) {
    facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
  }

  private static Div progress(ProgressState progress) {
    Div top =
        Html.div(
            "top",
            Html.text(progress.message() == null ? "Progress" : progress.message()),
            Html.text(
                "num secondary",
                Numbers.of(progress.current()) + " of " + Numbers.of(progress.total())));
    double part = progress.total() <= 0 ? 0 : (double) progress.current() / progress.total();
    return Html.div("bar-row", top, Html.bar(part, ""));
  }
}
