package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Pulse.Sample;
import dev.docket.dashboard.ui.Charts.Chart;
import dev.docket.dashboard.ui.Charts.Frame;
import dev.docket.dashboard.ui.Charts.Series;
import dev.docket.dashboard.ui.Html;
import dev.docket.operations.Minute;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ended when: the last minutes as they pass, the last hour, or the last day. */
final class ThroughputCard {

  private static final List<Series> PER_MINUTE =
      List.of(
          new Series("Succeeded", "--docket-accent", "bar"),
          new Series("Retried", "--docket-warn", "bar"),
          new Series("Failed", "--docket-bad", "bar"));
  private static final List<Series> PER_SECOND =
      List.of(
          new Series("Ended per second", "--docket-accent", "line"),
          new Series("Failed per second", "--docket-bad", "line"));

  private enum Range {
    LIVE("Live", "Executions that ended per second, while this page is open"),
    HOUR("1 h", "Runs that ended per minute"),
    DAY("24 h", "Runs that ended per quarter of an hour");

    private final String label;
    private final String subtitle;

    Range(String label, String subtitle) {
      this.label = label;
      this.subtitle = subtitle;
    }
  }

  private final Chart chart = new Chart("Throughput over time", PER_MINUTE);
  private final Div legend = Html.div("legend");
  private final Div segments = Html.div("segments");
  private final Div subtitle = Html.div("secondary small");
  private final Div card = Html.card("w8", "Throughput", "", segments);
  private Range range = Range.HOUR;
  private Runnable onDay = () -> {};
  private @Nullable Pulse last;
  private List<Minute> day = List.of();

  ThroughputCard() {
    segments.getElement().setAttribute("role", "group");
    segments.getElement().setAttribute("aria-label", "How far back");
    for (Range one : Range.values()) {
      NativeButton button = new NativeButton(one.label, e -> choose(one));
      segments.add(button);
    }
    card.add(subtitle, chart, legend);
    choose(range);
  }

  Div component() {
    return card;
  }

  /** Called when the day is wanted for the first time. */
  void onDay(Runnable onDay) {
    this.onDay = onDay;
  }

  void day(List<Minute> minutes) {
    day = minutes;
    redraw();
  }

  void show(Pulse pulse) {
    last = pulse;
    redraw();
  }

  @SuppressWarnings("EnumOrdinal") // the order of the choices on the page
  private void choose(Range chosen) {
    range = chosen;
    for (int i = 0; i < Range.values().length; i++) {
      segments
          .getComponentAt(i)
          .getElement()
          .setAttribute("aria-pressed", Boolean.toString(i == chosen.ordinal()));
    }
    List<Series> series = chosen == Range.LIVE ? PER_SECOND : PER_MINUTE;
    chart.series(series);
    subtitle.setText(chosen.subtitle);
    legend.removeAll();
    for (Series one : series) {
      legend.add(new Span(new Html.Mark(one.colour()), Html.text(one.name())));
    }
    if (chosen == Range.DAY) {
      onDay.run();
    }
    redraw();
  }

  private void redraw() {
    if (last == null) {
      return;
    }
    Instant minute = last.status().at().truncatedTo(ChronoUnit.MINUTES);
    switch (range) {
      case LIVE -> chart.set(seconds(last));
      case HOUR -> chart.set(minutes(last.history(), minute, 60, 1));
      case DAY -> {
        Instant quarter =
            Instant.ofEpochSecond(minute.getEpochSecond() / 900 * 900).plusSeconds(14 * 60);
        chart.set(minutes(day, quarter, 96, 15));
      }
    }
  }

  private static Frame minutes(List<Minute> history, Instant end, int steps, int minutes) {
    List<List<Double>> data = new ArrayList<>();
    data.add(Durations.series(history, end, steps, minutes, Minute::succeeded));
    data.add(Durations.series(history, end, steps, minutes, Minute::retried));
    data.add(Durations.series(history, end, steps, minutes, Minute::failed));
    Instant last = minutes == 1 ? end : end.minus(minutes - 1L, ChronoUnit.MINUTES);
    return new Frame(Durations.times(last, steps, minutes), data, "m");
  }

  private static Frame seconds(Pulse pulse) {
    List<Sample> samples = pulse.samples();
    List<Sample> shown = samples.subList(Math.max(0, samples.size() - 120), samples.size());
    return new Frame(
        shown.stream().map(Sample::at).toList(),
        List.of(
            shown.stream().map(Sample::ended).toList(),
            shown.stream().map(Sample::failed).toList()),
        "s");
  }
}
