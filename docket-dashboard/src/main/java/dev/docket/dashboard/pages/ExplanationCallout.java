package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Explanation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why an execution is not running, and the way to what it waits for. */
final class ExplanationCallout {

  private final DocketFeed feed;
  private final Part box = new Part();
  private final Part text = new Part();

  ExplanationCallout(DocketFeed feed) {
    this.feed = feed;
  }

  Component component() {
    return box;
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

  void show(@Nullable Explanation explanation) {
    box.show(Why.of(explanation), this::callout);
    text.show(
        explanation == null ? null : ExplanationText.of(explanation), ExplanationText::sentence);
  }

  private Div callout(Why why) {
    Explanation.Reason reason = why.reason();
    Div callout = Html.callout(tone(reason), icon(reason), title(reason), "");
    callout.addClassName("explanation");
    Div body = (Div) callout.getComponentAt(1);
    body.add(text);
    Div more = Html.div("more");
    if (why.until() != null && !why.tellsTime()) {
      more.add(Html.text("until "), Times.clock(why.until()), Html.text(" · "));
      more.add(Times.until(why.until()));
    }
    way(why).ifPresent(more::add);
    if (more.getChildren().findAny().isPresent()) {
      body.add(more);
    }
    return callout;
  }

  /** To where more is to be seen of what it waits for. */
  private Optional<Component> way(Why why) {
    return switch (why.reason()) {
      case WAITS_FOR_SLOT ->
          Optional.ofNullable(why.blockedBy())
              .map(holder -> Urls.execution(feed, holder, "Open " + holder));
      case STRUCK -> Optional.of(to("strikes", "See the strikes"));
      case NO_WORKER, NO_WORKER_KNOWS_IT, ALL_WORKERS_BUSY, BEING_DELIVERED, BEING_REDELIVERED ->
          Optional.of(to("workers", "See the workers"));
      case DUE_LATER, RATE_LIMITED, DEBOUNCED, RETRY, RUNNING, ENDED -> Optional.empty();
    };
  }

  private Anchor to(String page, String label) {
    return Urls.link(Urls.of(page, feed, Map.of()), Html.text(label));
  }

  private static String title(Explanation.Reason reason) {
    return switch (reason) {
      case RUNNING -> "It is running";
      case BEING_REDELIVERED -> "It has lost its worker";
      default -> "Why is it not running?";
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
}
