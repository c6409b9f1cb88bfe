package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.Route;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Readings;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.operations.LimitInUse;
import dev.docket.operations.LimitsInUse;
import org.jspecify.annotations.Nullable;

/** The concurrency limits in use: who holds the slots, since when, and who waits. */
@Route(value = "concurrency", layout = MainLayout.class)
public final class ConcurrencyPage extends LivePage {

  private static final long serialVersionUID = 1;

  private final transient Rows<LimitInUse> sets =
      new Rows<>("set-grid", LimitCard::identity, limit -> new LimitCard(feed(), limit));
  private final Div empty =
      Html.empty(
          "layers",
          "No limit is in use",
          "Put @ConcurrencyLimit(max = 1) on a component of a task's record to run one per value of"
              + " it at a time, or on the record for the whole task.");
  private final Div more = Html.div("secondary small");
  private final transient Live<LimitsInUse> live = live(this::show);
  private transient @Nullable DocketFeed from;

  /** Makes the page. */
  public ConcurrencyPage() {
    super("Concurrency");
    add(
        Html.pageHead("Concurrency", "Limits in use, the longest line of waiters first"),
        sets.component(),
        empty,
        more);
    empty.setVisible(false);
  }

  @Override
  protected void enter() {
    if (feed() != from) {
      from = feed();
      sets.clear();
    }
    watch(live, Readings.LIMITS);
  }

  private void show(LimitsInUse fresh) {
    boolean none = fresh.longest().isEmpty();
    empty.setVisible(none);
    sets.component().setVisible(!none);
    sets.show(fresh.longest());
    more.setText(
        fresh.longest().size() == Readings.SHOWN_LIMITS && fresh.total() > Readings.SHOWN_LIMITS
            ? Numbers.of(fresh.total() - Readings.SHOWN_LIMITS)
                + " more are in use; their lines are no longer than these."
            : "");
  }
}
