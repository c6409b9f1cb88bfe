package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.ui.Html;
import dev.docket.operations.Query;

/** What the page of executions says when there are none. */
final class Placeholders {

  private Placeholders() {}

  static Div none(Query query) {
    if (!query.isForAll()) {
      return Html.empty(
          "search",
          "Nothing matches here",
          "The tabs keep your search: look in another place, or take the filters away. Text is"
              + " looked for in keys, workers, errors and arguments.");
    }
    return switch (query.place()) {
      case RUNNING ->
          Html.empty(
              "activity",
              "Nothing runs right now",
              "As soon as a worker claims an execution, it appears here. Look under Queued for what"
                  + " waits for a worker.");
      case QUEUED ->
          Html.empty(
              "inbox",
              "Nothing waits for a worker",
              "Add one: docket.add(new SendWelcomeEmail(12345, \"Alice\")). Workers take it at"
                  + " once.");
      case PARKED ->
          Html.empty(
              "layers",
              "Nothing waits for a slot",
              "Executions over a @ConcurrencyLimit wait here and are woken in order of arrival.");
      case SCHEDULED ->
          Html.empty(
              "calendar-clock",
              "Nothing is due later",
              "Schedule.in(Duration.ofHours(1)) puts an execution here. Retries wait here too.");
      case FAILED ->
          Html.empty(
              "circle-check",
              "Nothing has failed",
              "Executions that fail after all attempts are kept here for days, to be inspected and"
                  + " requeued.");
      case COMPLETED ->
          Html.empty(
              "circle-check",
              "Nothing has ended lately",
              "Ended executions stay for the docket's executionTtl, 15 minutes by default.");
      case CANCELLED ->
          Html.empty(
              "circle-x",
              "Nothing was cancelled lately",
              "What is cancelled, struck or dropped by a cooldown is listed here for a while.");
    };
  }
}
