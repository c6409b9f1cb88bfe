package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Hints as they come and go. One that is over stays a moment, so that what comes and goes does not
 * shake the page; one that stays keeps its place, so that it is read out once.
 */
final class HintList {

  private static final Duration LINGERS = Duration.ofSeconds(8);

  private final Div rows = Html.div("hints");
  private final Map<String, Row> shown = new LinkedHashMap<>();

  HintList() {
    rows.setVisible(false);
  }

  Div component() {
    return rows;
  }

  /** Forgets what was shown: it is about another docket. */
  void clear() {
    shown.clear();
    rows.removeAll();
    rows.setVisible(false);
  }

  /** Shows what is true at this moment. */
  void show(List<Hint> hints, DocketFeed feed, Instant now) {
    Set<String> current = new HashSet<>();
    for (Hint hint : hints) {
      current.add(hint.title());
      shown.computeIfAbsent(hint.title(), title -> add(hint)).show(hint, feed, now);
    }
    shown
        .values()
        .removeIf(
            row -> {
              boolean over =
                  !current.contains(row.hint.title()) && !now.minus(LINGERS).isBefore(row.seen);
              if (over) {
                rows.remove(row.box);
              }
              return over;
            });
    rows.setVisible(!shown.isEmpty());
  }

  /** Below what is as bad, above what is less so. */
  private Row add(Hint hint) {
    long before = shown.values().stream().filter(r -> !hint.isWorseThan(r.hint)).count();
    Row row = new Row(hint);
    rows.addComponentAtIndex((int) before, row.box);
    return row;
  }

  private static final class Row {

    private final Span text = new Span();
    private final Times age = Times.age(null);
    private final Span since = Html.text("secondary", "For ");
    private final Anchor way;
    private final Div box;
    private Hint hint;
    private Instant seen = Instant.MIN;

    Row(Hint hint) {
      this.hint = hint;
      way = Urls.link("", Html.text(hint.way().label()));
      since.add(age);
      Span title = Html.text("strong", hint.title());
      title.getElement().setAttribute("role", hint.isTrouble() ? "alert" : "status");
      Div body = Html.div("body", new Div(title), new Div(text), Html.div("more", since, way));
      box = Html.div("callout " + hint.tone(), Html.icon(hint.icon()), body);
    }

    void show(Hint fresh, DocketFeed feed, Instant now) {
      if (!fresh.tone().equals(hint.tone())) {
        box.removeClassName(hint.tone());
        box.addClassName(fresh.tone());
      }
      hint = fresh;
      seen = now;
      if (!fresh.text().equals(text.getText())) {
        text.setText(fresh.text());
      }
      age.set(fresh.since());
      since.setVisible(fresh.since() != null);
      String address = Urls.of(fresh.way().page(), feed, fresh.way().parameters());
      if (!address.equals(way.getHref())) {
        way.setHref(address);
      }
    }
  }
}
