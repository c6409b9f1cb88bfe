package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Times;
import dev.docket.operations.HistoryEntry;
import java.util.List;

/** What happened to an execution, step by step over all its attempts. */
final class TimelineCard {

  private final Part card = new Part();

  Component component() {
    return card;
  }

  void show(List<HistoryEntry> entries) {
    card.show(entries, TimelineCard::card);
  }

  private static Div card(List<HistoryEntry> entries) {
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
          case "cancelled", "dropped", "parked", "rate-limited", "redelivered", "unknown" -> "warn";
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
}
