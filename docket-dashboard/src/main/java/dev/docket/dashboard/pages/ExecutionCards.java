package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Explanation;
import dev.docket.operations.FailureDetails;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cards of the page of one execution. */
final class ExecutionCards {

  private final boolean showAll;

  ExecutionCards(boolean showAll) {
    this.showAll = showAll;
  }

  Arguments arguments(@Nullable TaskInfo task) {
    return new Arguments(showAll, task == null ? List.of() : List.of(task));
  }

  void show(ExecutionPage.Whole whole, ExecutionRecord execution, DocketFeed feed, Div into) {
    if (whole.explanation() != null) {
      into.add(explanation(whole.explanation(), feed));
    }
    Div left = Html.div("column", facts(execution, whole));
    left.add(argumentsCard(execution, whole.task()));
    Div right = Html.div("column");
    if (whole.failure() != null && !isReason(execution, whole.failure())) {
      right.add(failure(execution, whole.failure()));
    }
    right.add(timeline(whole.timeline()));
    if (whole.result() != null) {
      Div card = Html.card("", "Result", "");
      card.add(
          showAll
              ? Html.code(Json.pretty(whole.result()))
              : hidden("It may hold what its arguments hold, so it is hidden."));
      left.add(card);
    }
    into.add(Html.div("columns", left, right));
  }

  private static Div explanation(Explanation explanation, DocketFeed feed) {
    Explanation.Reason reason = explanation.reason();
    boolean runs = reason == Explanation.Reason.RUNNING;
    Div callout =
        Html.callout(
            tone(reason), icon(reason), runs ? "It is running" : "Why is it not running?", "");
    callout.addClassName("explanation");
    Optional<Div> timed = ExplanationText.timed(explanation);
    ((Div) callout.getComponentAt(1))
        .add(timed.orElseGet(() -> new Div(Html.label(explanation.text()) + ".")));
    Div more = Html.div("more");
    if (explanation.until() != null && timed.isEmpty()) {
      more.add(Html.text("until "), Times.clock(explanation.until()), Html.text(" · "));
      more.add(Times.until(explanation.until()));
    }
    if (explanation.blockedBy() != null) {
      Component by = blockedBy(reason, explanation.blockedBy(), feed);
      if (by != null) {
        more.add(by);
      }
    }
    if (more.getChildren().findAny().isPresent()) {
      ((Div) callout.getComponentAt(1)).add(more);
    }
    return callout;
  }

  private static @Nullable Component blockedBy(
      Explanation.Reason reason, String name, DocketFeed feed) {
    return switch (reason) {
      case WAITS_FOR_SLOT, RATE_LIMITED -> Urls.execution(feed, name, "Open " + name);
      case STRUCK -> Urls.link(Urls.of("strikes", feed, Map.of()), Html.text("See the strikes"));
      case NO_WORKER, NO_WORKER_KNOWS_IT, ALL_WORKERS_BUSY ->
          Urls.link(Urls.of("workers", feed, Map.of()), Html.text("See the workers"));
      default -> null;
    };
  }

  private static String tone(Explanation.Reason reason) {
    return switch (reason) {
      case STRUCK, NO_WORKER, NO_WORKER_KNOWS_IT -> "bad";
      case WAITS_FOR_SLOT, RATE_LIMITED, ALL_WORKERS_BUSY, BEING_REDELIVERED, RETRY -> "warn";
      case RUNNING -> "ok";
      default -> "info";
    };
  }

  private static String icon(Explanation.Reason reason) {
    return switch (reason) {
      case STRUCK -> "ban";
      case NO_WORKER, NO_WORKER_KNOWS_IT -> "octagon-x";
      case WAITS_FOR_SLOT -> "layers";
      case RETRY, BEING_REDELIVERED -> "rotate-ccw";
      case RUNNING, BEING_DELIVERED -> "activity";
      case ALL_WORKERS_BUSY -> "cpu";
      default -> "hourglass";
    };
  }

  private static Div failure(ExecutionRecord execution, FailureDetails failure) {
    boolean interrupted = isInterrupted(execution, failure);
    Div card =
        Html.card(
            "",
            interrupted
                ? "Interrupted by the cancel"
                : execution.state() == ExecutionState.FAILED
                    ? "Error"
                    : "Error of the latest attempt",
            failure.errorType());
    String message =
        failure.message().isEmpty() ? String.valueOf(execution.error()) : failure.message();
    if (!interrupted) {
      card.add(Html.div("bad-text", Html.text(message)));
    } else if (!failure.message().isEmpty()) {
      card.add(Html.div("secondary", Html.text(message)));
    }
    if (!failure.stackTrace().isEmpty()) {
      card.add(Html.code(failure.stackTrace()));
    }
    return card;
  }

  /** A cancel interrupts what runs: that this ended with an exception is no crash. */
  private static boolean isInterrupted(
      ExecutionRecord execution, @Nullable FailureDetails failure) {
    return execution.state() == ExecutionState.CANCELLED
        && execution.error() != null
        && failure != null
        && !failure.errorType().isEmpty();
  }

  /** Why something was cancelled before it ran stands among the facts. */
  private static boolean isReason(ExecutionRecord execution, FailureDetails failure) {
    return execution.state() == ExecutionState.CANCELLED && failure.errorType().isEmpty();
  }

  private static Div facts(ExecutionRecord execution, ExecutionPage.Whole whole) {
    TaskInfo task = whole.task();
    DescriptionList facts = new DescriptionList();
    facts.addClassName("facts");
    fact(facts, "Due", Times.clock(execution.when()));
    String attempts =
        task == null || task.attempts() == 1
            ? ""
            : task.attempts() == Integer.MAX_VALUE ? " of any number" : " of " + task.attempts();
    fact(facts, "Attempt", Html.text(execution.attempt() + attempts));
    if (task != null && task.cadence() != null) {
      fact(facts, "Repeats", Html.text(task.cadence()));
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
      boolean interrupted = isInterrupted(execution, whole.failure());
      fact(facts, "Why", Html.text(interrupted ? "Cancelled while it ran" : execution.error()));
    }
    Div card = Html.card("", "Facts", "");
    card.add(facts);
    if (execution.progress() != null) {
      card.add(progress(execution.progress()));
    }
    return card;
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

  private static void fact(DescriptionList facts, String name, Component value) {
    facts.add(new DescriptionList.Term(name), new DescriptionList.Description(value));
  }

  private static Div timeline(List<HistoryEntry> entries) {
    Div card = Html.card("", "Timeline", "");
    if (entries.isEmpty()) {
      card.add(Html.empty("clock", "No history", "It was added before history was kept."));
      return card;
    }
    OrderedList list = new OrderedList();
    list.addClassName("timeline");
    for (HistoryEntry entry : entries) {
      list.add(step(entry));
    }
    card.add(list);
    return card;
  }

  private static ListItem step(HistoryEntry entry) {
    Div head = Html.div("head", Html.text(label(entry.what())));
    String about =
        (entry.attempt() > 0 ? "attempt " + entry.attempt() : "")
            + (entry.worker() == null || entry.worker().isEmpty() ? "" : " on " + entry.worker());
    if (!entry.what().equals("added") && !about.isBlank()) {
      head.add(Html.text("secondary small", about.strip()));
    }
    head.add(Times.clock(entry.at()));
    ListItem item = new ListItem(head);
    if (entry.detail() != null && !entry.detail().isEmpty()) {
      item.add(Html.div("detail", Html.text(entry.detail())));
    }
    item.addClassName(
        switch (entry.what()) {
          case "completed" -> "ok";
          case "failed", "retry", "struck" -> "bad";
          case "cancelled", "parked", "rate-limited", "redelivered", "unknown" -> "warn";
          case "started" -> "run";
          default -> "idle";
        });
    return item;
  }

  private static String label(String what) {
    return switch (what) {
      case "unknown" -> "Passed over by a worker that does not know it";
      case "retry" -> "Failed, to be tried again";
      case "parked" -> "Parked, waits for a slot";
      default -> Html.label(what);
    };
  }

  private Div argumentsCard(ExecutionRecord execution, @Nullable TaskInfo task) {
    Div card = Html.card("", "Arguments", "");
    Map<String, String> shown = arguments(task).shown(execution.taskName(), execution.arguments());
    if (shown.isEmpty()) {
      card.add(Html.text("secondary small", "It has none."));
      return card;
    }
    String text =
        shown.entrySet().stream()
            .map(e -> "  " + Json.write(e.getKey()) + ": " + e.getValue())
            .collect(Collectors.joining(",\n", "{\n", "\n}"));
    card.add(Html.code(text));
    if (shown.containsValue(Arguments.HIDDEN)) {
      card.add(
          hidden(
              task == null
                  ? "Live workers tell which parameters are marked @Logged. None knows this task, so"
                      + " all are hidden."
                  : "Parameters marked @Logged are shown, all others are hidden."));
    }
    return card;
  }

  private static Div hidden(String why) {
    return Html.div(
        "hidden-note secondary small",
        Html.icon("eye-off"),
        Html.text(why + " Start the dashboard with --show-arguments to show everything."));
  }
}
