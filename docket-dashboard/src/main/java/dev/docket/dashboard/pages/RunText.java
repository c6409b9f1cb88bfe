package dev.docket.dashboard.pages;

import dev.docket.dashboard.ui.Html;
import dev.docket.operations.HistoryEntry;
import java.util.Objects;

/**
 * How a run of a chain ended, for people.
 *
 * @param how in a word or two
 * @param about where, or why it failed or did not run; may be empty
 * @param tone the style class: {@code bad-text}, {@code warn-text} or none
 */
record RunText(String how, String about, String tone) {

  private static final String NOT_RUN = "Did not run";

  static RunText of(HistoryEntry end) {
    String detail = Objects.requireNonNullElse(end.detail(), "");
    return switch (end.what()) {
      case "failed" -> new RunText("Failed", FailureText.of(detail).message(), "bad-text");
      case "struck" -> new RunText(NOT_RUN, detail.isEmpty() ? "struck" : detail, "warn-text");
      case "dropped" -> new RunText(NOT_RUN, dropped(detail), "warn-text");
      default ->
          new RunText(Html.label(end.what()), end.worker() == null ? "" : "on " + end.worker(), "");
    };
  }

  /** By a limit, such as {@code cooldown of the task Ship}, or as a sentence says. */
  private static String dropped(String detail) {
    if (detail.isEmpty()) {
      return "dropped by a limit";
    }
    return detail.startsWith("debounced") ? detail : "dropped by the " + detail;
  }
}
