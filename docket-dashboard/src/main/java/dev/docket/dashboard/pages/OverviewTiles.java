package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Pulse.Sample;
import dev.docket.dashboard.ui.Charts.Spark;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Times;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Minute;
import dev.docket.operations.Status;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figures at the top of the overview. */
final class OverviewTiles {

  private static final int SPARK_POINTS = 60;

  private final Tile throughput = new Tile("Throughput", "ok");
  private final Tile failures = new Tile("Failures, last hour", "bad");
  private final Tile queued = new Tile("Queued", "blue");
  private final Tile oldest = new Tile("Oldest waiting", "warn");
  private final Tile due = new Tile("Scheduled", "");
  private final Tile workers = new Tile("Workers", "");
  private final Times oldestSince = Times.age(null);
  private final Times nextDue = Times.until(null);
  private final Span next = new Span(Html.text("next "), nextDue);
  private final Span dueSoon = Html.text("note", "");
  private final Div load = Html.div("load", Html.bar(0, ""));
  private final Div tiles =
      Html.div(
          "tiles",
          throughput.link,
          failures.link,
          queued.link,
          oldest.link,
          due.link,
          workers.link);

  OverviewTiles() {
    due.spark.setVisible(false);
    workers.spark.setVisible(false);
    due.link.add(dueSoon);
    workers.link.add(load);
  }

  Div component() {
    return tiles;
  }

  void show(Pulse pulse, DocketFeed feed) {
    Status status = pulse.status();
    links(feed);
    throughput.value(Numbers.rate(pulse.perSecond()), "/s");
    throughput.note("p95 " + Durations.quantile(pulse.history(), 0.95));
    throughput.spark.set(recent(pulse, Sample::ended));
    failures(pulse);
    queued.value(Numbers.of(status.queued()), "");
    queued.note(
        status.parked() == 0
            ? "none wait for a slot"
            : Numbers.of(status.parked())
                + (status.parked() == 1 ? " more waits" : " more wait")
                + " for a slot");
    queued.spark.set(recent(pulse, Sample::queued));
    oldest(status, pulse);
    due(status);
    workers(status);
  }

  private void failures(Pulse pulse) {
    long failed = sum(pulse, Minute::failed);
    long retried = sum(pulse, Minute::retried);
    long all = failed + sum(pulse, Minute::succeeded);
    failures.value(
        Numbers.of(failed),
        all == 0 ? "" : String.format(java.util.Locale.ENGLISH, "%.1f %%", 100.0 * failed / all));
    failures.note(Numbers.many(retried, "attempt") + " retried");
    failures.spark.set(Durations.perMinute(pulse, m -> (double) m.failed()));
  }

  private void oldest(Status status, Pulse pulse) {
    oldestSince.set(status.oldestQueued());
    if (status.oldestQueued() == null) {
      oldest.value("–", "");
      oldest.note("nothing waits");
    } else {
      oldest.value(oldestSince);
      oldest.note("for a worker");
    }
    oldest.spark.set(recent(pulse, s -> s.waitedMillis() / 1000.0));
  }

  private void due(Status status) {
    due.value(Numbers.of(status.scheduled()), "");
    nextDue.set(status.nextDue());
    if (status.nextDue() == null) {
      due.note("nothing is due later");
    } else {
      due.note(next);
    }
  }

  /** How many will be due within an hour. */
  void dueSoon(long executions) {
    dueSoon.setText(Numbers.of(executions) + " within the hour");
  }

  private void workers(Status status) {
    workers.value(Numbers.of(status.workers()), "");
    workers.note(
        Numbers.of(status.busy()) + " of " + Numbers.many(status.permits(), "permit") + " busy");
    double part = status.permits() == 0 ? 0 : (double) status.busy() / status.permits();
    load.removeAll();
    load.add(Html.bar(part, part >= 1 ? "full" : ""));
  }

  private void links(DocketFeed feed) {
    throughput.to(feed, "executions", Map.of("place", "completed"));
    failures.to(feed, "executions", Map.of("place", "failed"));
    queued.to(feed, "executions", Map.of("place", "queued"));
    oldest.to(feed, "executions", Map.of("place", "queued"));
    due.to(feed, "executions", Map.of("place", "scheduled"));
    workers.to(feed, "workers", Map.of());
  }

  private static long sum(Pulse pulse, Function<Minute, Long> what) {
    return pulse.history().stream().mapToLong(what::apply).sum();
  }

  private static List<Double> recent(Pulse pulse, ToDoubleFunction<Sample> what) {
    List<Sample> samples = pulse.samples();
    return samples.subList(Math.max(0, samples.size() - SPARK_POINTS), samples.size()).stream()
        .map(what::applyAsDouble)
        .toList();
  }

  /** One figure. */
  private static final class Tile {

    private final Span value = Html.text("value", "…");
    private final Span note = Html.text("note", "");
    private final Spark spark;
    private final Anchor link;
    private String address = "";

    Tile(String label, String colour) {
      spark = new Spark(colour.isEmpty() ? "accent" : colour);
      link = Urls.link("", Html.text("label", label), value, note, spark);
      link.addClassName("tile");
    }

    void value(String text, String unit) {
      String both = text + "|" + unit;
      if (!both.equals(value.getElement().getAttribute("data-value"))) {
        value.getElement().setAttribute("data-value", both);
        value.removeAll();
        value.add(Html.text(text));
        if (!unit.isEmpty()) {
          value.add(new Small(unit));
        }
      }
    }

    void value(Times time) {
      if (!"time".equals(value.getElement().getAttribute("data-value"))) {
        value.getElement().setAttribute("data-value", "time");
        value.removeAll();
        value.add(time);
      }
    }

    void note(String text) {
      if (!text.equals(note.getText()) || note.getChildren().findAny().isPresent()) {
        note.removeAll();
        note.setText(text);
      }
    }

    void note(Span content) {
      if (note.getChildren().findAny().isEmpty()) {
        note.setText("");
        note.add(content);
      }
    }

    void to(DocketFeed feed, String page, Map<String, String> parameters) {
      String wanted = Urls.of(page, feed, parameters);
      if (!wanted.equals(address)) {
        address = wanted;
        link.setHref(wanted);
      }
    }
  }

  @com.vaadin.flow.component.Tag("small")
  private static final class Small extends com.vaadin.flow.component.HtmlContainer {
    private static final long serialVersionUID = 1;

    Small(String text) {
      getElement().setText(text);
    }
  }
}
