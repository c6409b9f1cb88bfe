package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.docket.ConcurrencySet;
import dev.docket.SlotHolder;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.LimitInUse;
import java.util.List;
import java.util.Objects;

/** One concurrency limit: who holds its slots, since when, and who waits for one. */
final class LimitCard implements Rows.Row<LimitInUse> {

  private final DocketFeed feed;
  private final Span count = Html.text("strong num", "");
  private final Part bar = new Part();
  private final Rows<SlotHolder> holders;
  private final Part promised = new Part();
  private final Part waiters = new Part();
  private final Div card;

  private record Slots(int taken, int max) {}

  private record Line(List<String> named, long waiting) {}

  /** What makes it this limit and no other. */
  static Object identity(LimitInUse limit) {
    ConcurrencySet set = limit.set();
    return List.of(set.parameter(), set.value(), owner(limit), set.scope() != null);
  }

  LimitCard(DocketFeed feed, LimitInUse limit) {
    this.feed = feed;
    holders = new Rows<>("rows", h -> List.of(h.key(), h.since()), this::holder);
    ConcurrencySet set = limit.set();
    boolean whole = set.parameter().isEmpty();
    card =
        Html.card(
            "set",
            whole ? name(set) : set.parameter() + " = " + set.value(),
            whole && set.scope() == null ? "" : owner(limit),
            count);
    card.add(bar, holders.component(), promised, waiters);
  }

  /** Of which task it is, or of which scope, which tasks share. */
  private static String owner(LimitInUse limit) {
    return Objects.requireNonNullElse(
        limit.set().scope() == null ? limit.task() : limit.set().scope(), "");
  }

  private static String name(ConcurrencySet set) {
    return set.value().isEmpty() ? "Whole task" : set.value();
  }

  @Override
  public Component component() {
    return card;
  }

  @Override
  public void show(LimitInUse fresh) {
    ConcurrencySet set = fresh.set();
    count.setText(set.holders().size() + " of " + Numbers.many(set.max(), "slot"));
    bar.show(new Slots(set.holders().size(), set.max()), LimitCard::bar);
    holders.show(set.holders());
    int free = set.max() - set.holders().size();
    promised.show(free > 0 && fresh.waiting() > 0 ? free : null, LimitCard::promised);
    waiters.show(
        fresh.waiting() == 0 ? null : new Line(set.waiters(), fresh.waiting()), this::waiters);
  }

  private static Component bar(Slots slots) {
    double part = slots.max() == 0 ? 1 : (double) slots.taken() / slots.max();
    return Html.bar(part, part >= 1 ? "full" : "");
  }

  private Rows.Row<SlotHolder> holder(SlotHolder holder) {
    return Rows.Row.fixed(
        Html.div(
            "top",
            Urls.execution(feed, holder.key(), holder.key()),
            Html.text("secondary small", "holds for"),
            Times.age(holder.since())));
  }

  /** A slot that is free while others wait is that of one that was woken. */
  private static Component promised(int free) {
    return Html.text(
        "secondary small",
        Numbers.many(free, "slot")
            + (free == 1 ? " is" : " are")
            + " kept for the first in line, now queued for a worker.");
  }

  private Component waiters(Line line) {
    Div waiters = Html.div("waiters small");
    waiters.add(Html.text("warn-text strong", Numbers.of(line.waiting()) + " waiting"));
    line.named().forEach(k -> waiters.add(Urls.execution(feed, k, k)));
    if (line.waiting() > line.named().size()) {
      waiters.add(
          Html.text(
              "secondary", "and " + Numbers.of(line.waiting() - line.named().size()) + " more"));
    }
    return waiters;
  }
}
