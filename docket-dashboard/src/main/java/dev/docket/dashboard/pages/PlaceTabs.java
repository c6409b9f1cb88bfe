package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The places as tabs, with how many executions are in each. They keep search and filter. */
final class PlaceTabs extends Nav {

  private static final long serialVersionUID = 1;
  private static final Place[] ORDER = {
    Place.RUNNING,
    Place.QUEUED,
    Place.PARKED,
    Place.SCHEDULED,
    Place.FAILED,
    Place.COMPLETED,
    Place.CANCELLED
  };

  private final Map<Place, Anchor> tabs = new EnumMap<>(Place.class);
  private final Map<Place, Span> counts = new EnumMap<>(Place.class);

  /** The one to scroll to once the numbers are there. */
  private @Nullable Anchor current;

  PlaceTabs() {
    addClassName("places");
    getElement().setAttribute("aria-label", "Places");
    for (Place place : ORDER) {
      Span count = Html.text("nav-count", "");
      count.setVisible(false);
      Anchor tab = Urls.link("", Html.text(Html.label(ExecutionsPage.word(place))), count);
      tabs.put(place, tab);
      counts.put(place, count);
      add(tab);
    }
  }

  void show(DocketFeed feed, Query query) {
    tabs.forEach(
        (place, tab) -> {
          // What went wrong is said of what has failed; elsewhere nothing would match.
          Query there = query.withPlace(place);
          tab.setHref(
              KeptList.address(feed, place == query.place() ? there : there.withError(null)));
          if (place == query.place()) {
            tab.getElement().setAttribute("aria-current", "page");
            current = tab;
          } else {
            tab.getElement().removeAttribute("aria-current");
          }
        });
  }

  void counts(Status status) {
    for (Place place : ORDER) {
      set(place, count(status, place));
    }
    if (current != null) {
      // On a phone there is room for a few, and less with their numbers.
      current.getElement().executeJs("this.scrollIntoView({inline: 'center', block: 'nearest'})");
      current = null;
    }
  }

  /** How many are in a place. */
  static long count(Status status, Place place) {
    return switch (place) {
      case RUNNING -> status.running();
      case QUEUED -> status.queued();
      case PARKED -> status.parked();
      case SCHEDULED -> status.scheduled();
      case FAILED -> status.failed();
      case COMPLETED -> status.completed();
      case CANCELLED -> status.cancelled();
    };
  }

  private void set(Place place, long number) {
    Span count = Objects.requireNonNull(counts.get(place));
    String text = Numbers.brief(number);
    if (!text.equals(count.getText())) {
      count.setText(text);
    }
    count.setTitle(Numbers.of(number) + " " + ExecutionsPage.word(place));
    count.setVisible(number > 0);
    count.setClassName("bad", place == Place.FAILED);
  }
}
