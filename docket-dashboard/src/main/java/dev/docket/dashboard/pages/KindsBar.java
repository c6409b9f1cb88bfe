package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Kinds;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a place is made of: of which tasks, or with which errors; each a way to those alone. */
final class KindsBar {

  private static final int SHOWN = 6;
  private static final Set<Place> PLACES =
      Set.of(Place.QUEUED, Place.PARKED, Place.SCHEDULED, Place.FAILED);

  private final Part bar = new Part();
  private @Nullable DocketFeed feed;
  private @Nullable Kinds asked;
  private Kinds.@Nullable Found found;

  private record Shown(
      String docket,
      Kinds of,
      @Nullable String task,
      List<Kinds.Count> counts,
      long looked,
      boolean complete) {}

  Component component() {
    return bar;
  }

  /** What has to be read for it; null when there is nothing to say about these. */
  static @Nullable Kinds of(Query query) {
    boolean one = query.task() != null && query.place() != Place.FAILED;
    return query.text() != null || query.error() != null || one || !PLACES.contains(query.place())
        ? null
        : new Kinds(query.place());
  }

  /** It is about these from now on. */
  void show(Query query, DocketFeed feed) {
    Kinds fresh = of(query);
    if (feed != this.feed || !Objects.equals(fresh, asked)) {
      found = null;
    }
    this.feed = feed;
    asked = fresh;
    redraw(query, feed);
  }

  /** Shows what was read. */
  void show(Kinds.Found fresh, Query query, DocketFeed feed) {
    found = fresh;
    redraw(query, feed);
  }

  private void redraw(Query query, DocketFeed feed) {
    Kinds of = asked;
    Kinds.Found all = found;
    if (of == null || all == null) {
      bar.show(null, shown -> bar);
      return;
    }
    String task = query.task();
    List<Kinds.Count> counts =
        all.counts().stream().filter(c -> task == null || c.kind().task().equals(task)).toList();
    boolean tells = counts.size() > 1 || (counts.size() == 1 && of.place() == Place.FAILED);
    bar.show(
        tells ? new Shown(feed.name(), of, task, counts, all.looked(), all.complete()) : null,
        shown -> chips(shown, feed));
  }

  private static Div chips(Shown shown, DocketFeed feed) {
    boolean failed = shown.of().place() == Place.FAILED;
    String which =
        shown.complete() ? "" : " of the " + first(failed) + " " + Numbers.of(shown.looked());
    Div chips = Html.div("kinds");
    chips.add(Html.text("secondary small", (failed ? "Errors" : "Tasks") + which));
    shown.counts().stream().limit(SHOWN).forEach(c -> chips.add(chip(shown, c, feed)));
    if (shown.counts().size() > SHOWN) {
      chips.add(Html.text("secondary small", "and " + (shown.counts().size() - SHOWN) + " more"));
    }
    return chips;
  }

  private static String first(boolean failed) {
    return failed ? "latest" : "first";
  }

  private static Anchor chip(Shown shown, Kinds.Count count, DocketFeed feed) {
    Kinds.Kind kind = count.kind();
    ErrorKind error = kind.error();
    Query these = new Query(shown.of().place(), kind.task(), null).withError(error);
    Anchor chip =
        Urls.link(KeptList.address(feed, these), Html.text("strong", Numbers.of(count.count())));
    chip.addClassNames("chip", "kind");
    if (error == null) {
      chip.add(Html.text("ellipsis", kind.task()));
    } else {
      chip.add(Html.text("bad-text ellipsis", FailureText.of(error.text()).message()));
      if (shown.task() == null) {
        chip.add(Html.text("ellipsis of", kind.task()));
      }
    }
    chip.setTitle(error == null ? kind.task() : kind.task() + ": " + error.text());
    return chip;
  }
}
