package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.ConcurrencySet;
import dev.docket.SlotHolder;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.LimitInUse;
import dev.docket.operations.LimitsInUse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The concurrency limits in use: who holds the slots, since when, and who waits. */
@Route(value = "concurrency", layout = MainLayout.class)
public final class ConcurrencyPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final Div sets = Html.div("set-grid");
  private final Div more = Html.div("secondary small");
  private final transient Live<LimitsInUse> live = live(this::show);
  private transient @Nullable LimitsInUse shown;

  /** Makes the page. */
  public ConcurrencyPage() {
    super("Concurrency");
    add(
        Html.pageHead("Concurrency", "Limits in use, the longest line of waiters first"),
        sets,
        more);
  }

  @Override
  protected void enter() {
    watch(live, Readings.LIMITS);
  }

  private void show(LimitsInUse fresh) {
    if (fresh.equals(shown)) {
      return;
    }
    shown = fresh;
    sets.removeAll();
    if (fresh.longest().isEmpty()) {
      sets.add(
          Html.empty(
              "layers",
              "No limit is in use",
              "Put @ConcurrencyLimit(max = 1) on a component of a task's record to run one per"
                  + " value of it at a time, or on the record for the whole task."));
    }
    fresh.longest().forEach(limit -> sets.add(card(limit)));
    more.setText(
        fresh.longest().size() == Readings.SHOWN_LIMITS && fresh.total() > Readings.SHOWN_LIMITS
            ? Numbers.of(fresh.total() - Readings.SHOWN_LIMITS)
                + " more are in use; their lines are no longer than these."
            : "");
  }

  private Div card(LimitInUse limit) {
    ConcurrencySet set = limit.set();
    boolean whole = set.parameter().isEmpty();
    String scope = set.scope() == null ? "" : set.scope();
    Div count =
        Html.div(
            "strong num",
            Html.text(
                set.holders().size() + " of " + set.max() + (set.max() == 1 ? " slot" : " slots")));
    Div card =
        Html.card("set", whole ? name(set) : set.parameter() + " = " + set.value(), scope, count);
    double part = set.max() == 0 ? 1 : (double) set.holders().size() / set.max();
    card.add(Html.bar(part, part >= 1 ? "full" : ""));
    Div rows = Html.div("rows");
    for (SlotHolder holder : set.holders()) {
      rows.add(
          Html.div(
              "top",
              Urls.execution(feed(), holder.key(), holder.key()),
              Html.text("secondary small", "holds for"),
              Times.age(holder.since())));
    }
    card.add(rows);
    waiters(limit, card);
    return card;
  }

  private static String name(ConcurrencySet set) {
    return set.value().isEmpty() ? "Whole task" : set.value();
  }

  private void waiters(LimitInUse limit, Div card) {
    if (limit.waiting() == 0) {
      return;
    }
    Div line = Html.div("waiters small");
    line.add(Html.text("warn-text strong", Numbers.of(limit.waiting()) + " waiting"));
    List<String> named = limit.set().waiters();
    named.forEach(k -> line.add(Urls.execution(feed(), k, k)));
    if (limit.waiting() > named.size()) {
      line.add(
          Html.text("secondary", "and " + Numbers.of(limit.waiting() - named.size()) + " more"));
    }
    card.add(line);
  }
}
