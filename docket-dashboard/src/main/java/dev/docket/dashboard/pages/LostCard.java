package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.LostWorker;
import java.util.List;

/** The workers that were lost within the last days; nothing when there are none. */
final class LostCard {

  private final Part part = new Part();

  Part component() {
    return part;
  }

  void show(List<LostWorker> lost) {
    part.show(lost.isEmpty() ? null : lost, LostCard::card);
  }

  private static Component card(List<LostWorker> lost) {
    Div card =
        Html.card(
            "",
            "Lost lately",
            "Fell silent without taking leave: crashed, killed, hung or cut off");
    Div rows = Html.div("rows small");
    lost.stream().limit(Readings.SHOWN_LOST).forEach(worker -> rows.add(row(worker)));
    if (lost.size() > Readings.SHOWN_LOST) {
      rows.add(Html.text("secondary", "Earlier ones are listed by docket workers ls --json"));
    }
    card.add(rows);
    return card;
  }

  private static Div row(LostWorker worker) {
    Div about =
        Html.div(
            "about secondary",
            new Span(Html.text("last seen "), Times.ago(worker.lastSeen())),
            new Span(Html.text("noticed "), Times.ago(worker.noticedAt())),
            Html.text(given(worker.deliveries())));
    return Html.div("", Html.text("strong what", worker.name()), about);
  }

  private static String given(long deliveries) {
    return switch ((int) Math.min(deliveries, 2)) {
      case 0 -> "held nothing";
      case 1 -> "1 delivery given to others";
      default -> Numbers.of(deliveries) + " deliveries given to others";
    };
  }
}
