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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The cards of the page of one execution. */
final class ExecutionCards {

  private final boolean showAll;
  private final DocketFeed feed;
  private final Part explanation = new Part();
  private final Part explanationText = new Part();
  private final Part facts = new Part();
  private final Part progress = new Part();
  private final Part arguments = new Part();
  private final Part result = new Part();
  private final Part failure = new Part();
  private final Part timeline = new Part();

  ExecutionCards(boolean showAll, DocketFeed feed) {
    this.showAll = showAll;
    this.feed = feed;
  }

  List<Component> components() {
    Div factsCard = Html.card("", "Facts", "");
    factsCard.add(facts, progress);
    return List.of(
        explanation,
        Html.div(
            "columns",
            Html.div("column", factsCard, arguments, result),
            Html.div("column", failure, timeline)));
  }

  /** An explanation without its text, which may tell seconds. */
  private record Why(
      Explanation.Reason reason,
      @Nullable Instant until,
      @Nullable String blockedBy,
      boolean tellsTime) {

    static @Nullable Why of(@Nullable Explanation explanation) {
      return explanation == null
          ? null
          : new Why(
              explanation.reason(),
              explanation.until(),
              explanation.blockedBy(),
              ExplanationText.of(explanation).saysTime());
    }
  }

  private record Facts(
      ExecutionRecord execution, boolean interrupted, int attempts, @Nullable String cadence) {

    static Facts of(ExecutionRecord execution, ExecutionPage.Whole whole) {
      TaskInfo task = whole.task();
      return new Facts(
          withoutProgress(execution),
          isInterrupted(execution, whole.failure()),
          task == null ? 1 : task.attempts(),
          task == null ? null : task.cadence());
    }

    private static ExecutionRecord withoutProgress(ExecutionRecord of) {
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
  }

  private record Failure(FailureDetails details, String title, boolean isError, String message) {}

  /**
   * Parameters and their values.
   *
   * @param known whether a live worker tells which of them may be shown
   */
  private record Shown(Map<String, String> values, boolean known) {}

  void show(ExecutionPage.Whole whole, ExecutionRecord execution) {
    explanation.show(Why.of(whole.explanation()), this::explanation);
    explanationText.show(text(whole.explanation()), ExplanationText::sentence);
    facts.show(Facts.of(execution, whole), ExecutionCards::facts);
    progress.show(execution.progress(), ExecutionCards::progress);
    arguments.show(
        new Shown(
            whole.arguments(showAll).shown(execution.taskName(), execution.arguments()),
            whole.task() != null),
        ExecutionCards::argumentsCard);
    result.show(whole.result(), this::result);
    failure.show(failure(execution, whole.failure()), ExecutionCards::failure);
    timeline.show(whole.timeline(), ExecutionCards::timeline);
  }

  private static @Nullable ExplanationText text(@Nullable Explanation explanation) {
    return explanation == null ? null : ExplanationText.of(explanation);
  }

  private Div explanation(Why why) {
    Explanation.Reason reason = why.reason();
    boolean runs = reason == Explanation.Reason.RUNNING;
    Div callout =
        Html.callout(
            tone(reason), icon(reason), runs ? "It is running" : "Why is it not running?", "");
    callout.addClassName("explanation");
    Div body = (Div) callout.getComponentAt(1);
    body.add(explanationText);
    Div more = Html.div("more");
    if (why.until() != null && !why.tellsTime()) {
      more.add(Html.text("until "), Times.clock(why.until()), Html.text(" · "));
      more.add(Times.until(why.until()));
    }
    if (why.blockedBy() != null) {
      Component by = blockedBy(reason, why.blockedBy());
      if (by != null) {
        more.add(by);
      }
    }
    if (more.getChildren().findAny().isPresent()) {
      body.add(more);
    }
    return callout;
  }

  private @Nullable Component blockedBy(Explanation.Reason reason, String name) {
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

  private static Div failure(Failure failure) {
    FailureDetails details = failure.details();
    Div card = Html.card("", failure.title(), details.errorType());
    if (!failure.message().isEmpty()) {
      card.add(
          Html.div(failure.isError() ? "bad-text" : "secondary", Html.text(failure.message())));
    }
    if (!details.stackTrace().isEmpty()) {
      card.add(Html.code(details.stackTrace()));
    }
    return card;
  }

  private Div result(String json) {
    Div card = Html.card("", "Result", "");
    card.add(
        showAll
            ? Html.code(Json.pretty(json))
            : hidden("It may hold what its arguments hold, so it is hidden."));
    return card;
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

  private static Div argumentsCard(Shown arguments) {
    Map<String, String> shown = arguments.values();
    Div card = Html.card("", "Arguments", "");
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
              arguments.known()
                  ? "Parameters marked @Logged are shown, all others are hidden."
                  : "Live workers tell which parameters are marked @Logged. None knows this task, so"
                      + " all are hidden."));
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
