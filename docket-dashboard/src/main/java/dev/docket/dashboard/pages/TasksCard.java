package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Minute;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which tasks ran most in the last hour, how long they took, how many failed. */
final class TasksCard {

  private static final int SHOWN = 6;

  private record Line(String task, long runs, long failed, String slow, double part) {}

  private final Div rows = Html.div("rows");
  private final Div card = Html.card("w4", "Tasks", "Runs in the last hour");
  private List<Line> shown = List.of();

  TasksCard() {
    card.add(rows);
    rows.add(
        Html.empty("activity", "No runs yet", "Tasks that ran in the last hour are listed here."));
  }

  Div component() {
    return card;
  }

  void show(List<Minute> history, DocketFeed feed) {
    Map<String, List<Minute>> byTask =
        history.stream().collect(Collectors.groupingBy(Minute::task));
    long most = byTask.values().stream().mapToLong(TasksCard::runs).max().orElse(1);
    List<Line> lines =
        byTask.entrySet().stream()
            .map(e -> line(e.getKey(), e.getValue(), most))
            .filter(l -> l.runs > 0)
            .sorted(Comparator.comparingLong(Line::runs).reversed().thenComparing(Line::task))
            .limit(SHOWN)
            .toList();
    if (lines.equals(shown)) {
      return;
    }
    shown = lines;
    rows.removeAll();
    lines.forEach(l -> rows.add(row(l, feed)));
  }

  private static Line line(String task, List<Minute> minutes, long most) {
    long runs = runs(minutes);
    return new Line(
        task,
        runs,
        minutes.stream().mapToLong(Minute::failed).sum(),
        Durations.quantile(minutes, 0.95),
        (double) runs / Math.max(1, most));
  }

  private static long runs(List<Minute> minutes) {
    return minutes.stream().mapToLong(Minute::runs).sum();
  }

  private static Div row(Line line, DocketFeed feed) {
    Anchor name =
        Urls.link(
            Urls.of("executions", feed, Map.of("place", "completed", "task", line.task)),
            Html.text(line.task));
    name.addClassNames("plain", "ellipsis");
    name.setTitle(line.task);
    Div top = Html.div("top", name);
    if (line.failed > 0) {
      top.add(Html.text("small bad-text fixed", Numbers.of(line.failed) + " failed"));
    }
    top.add(
        Html.text("small secondary fixed", "p95 " + line.slow),
        Html.text("num", Numbers.of(line.runs)));
    return Html.div("bar-row", top, Html.bar(line.part, ""));
  }
}
