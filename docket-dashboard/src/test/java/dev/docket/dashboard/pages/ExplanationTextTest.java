package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.dom.Element;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Around;
import dev.docket.operations.Explanation.Reason;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ExplanationTextTest {

  private static final Instant UNTIL = Instant.parse("2026-11-25T01:11:34Z");

  @Test
  void a_time_of_day_is_left_to_the_browser() {
    assertThat(
            said(
                Reason.RATE_LIMITED,
                "rate-limited ",
                "until 01:11:34 UTC, in 34 s",
                ", by the limit on x"))
        .isEqualTo("Rate-limited until <clock>, <until>, by the limit on x.");
    assertThat(said(Reason.DEBOUNCED, "debounced ", "until 01:11:34 UTC, in 34 s", ", if nothing"))
        .isEqualTo("Debounced until <clock>, <until>, if nothing.");
  }

  @Test
  void a_countdown_gets_its_time_of_day() {
    assertThat(said(Reason.DUE_LATER, "due ", "in 34 s", "")).isEqualTo("Due <until> (<clock>).");
    assertThat(
            said(Reason.RETRY, "waits for its retry 2 of 4 ", "in 34 s", " after: closed in 3 s"))
        .isEqualTo("Waits for its retry 2 of 4 <until> (<clock>) after: closed in 3 s.");
    assertThat(
            said(
                Reason.NO_WORKER_KNOWS_IT,
                "no live worker knows task in 3 days; asked again ",
                "in 7 s",
                ""))
        .isEqualTo("No live worker knows task in 3 days; asked again <until> (<clock>).");
  }

  @Test
  void what_says_no_time_stays_as_it_is() {
    Explanation struck =
        new Explanation(Reason.STRUCK, "struck by `x` (back in 3 days)", UNTIL, "x");

    assertThat(ExplanationText.of(struck).saysTime()).isFalse();
    assertThat(said(struck)).isEqualTo("Struck by `x` (back in 3 days).");
  }

  private static String said(Reason reason, String before, String time, String after) {
    return said(
        new Explanation(reason, before + time + after, UNTIL, null, new Around(before, after)));
  }

  private static String said(Explanation explanation) {
    return ExplanationText.of(explanation)
        .sentence()
        .getElement()
        .getChildren()
        .map(ExplanationTextTest::text)
        .collect(Collectors.joining());
  }

  private static String text(Element element) {
    return element.isTextNode() ? element.getText() : "<" + element.getAttribute("kind") + ">";
  }
}
