package dev.docket.junit;

import dev.docket.DocketListener.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws runs as text: one lane for each key on each worker, real time from left to right. A number
 * is the start of that attempt; its last sign tells how it ended.
 */
final class Lanes {

  private static final int WIDTH = 60;
  private static final int MOST = 40;
  private static final int LONGEST_NAME = 48;

  private Lanes() {}

  static String draw(List<TaskRun> runs) {
    if (runs.isEmpty()) {
      return "  nothing ran\n";
    }
    long from = runs.stream().mapToLong(run -> run.began().toNanos()).min().orElse(0);
    long until = runs.stream().mapToLong(Lanes::end).max().orElse(1);
    double scale = (double) (WIDTH - 1) / Math.max(1, until - from);
    Map<String, List<TaskRun>> lanes = new LinkedHashMap<>();
    runs.forEach(run -> lanes.computeIfAbsent(name(run), name -> new ArrayList<>()).add(run));
    int indent = lanes.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(
        "  %s  %s of real time; + succeeded, x failed, ~ retried, ! cancelled, > runs%n"
            .formatted(" ".repeat(indent), shown(Duration.ofNanos(until - from))));
    lanes.entrySet().stream()
        .limit(MOST)
        .forEach(
            lane ->
                text.append(
                    "  %s |%s| %s%n"
                        .formatted(
                            pad(lane.getKey(), indent),
                            line(lane.getValue(), from, scale),
                            summary(lane.getValue()))));
    if (lanes.size() > MOST) {
      text.append("  … and %d more lanes%n".formatted(lanes.size() - MOST));
    }
    return text.toString();
  }

  private static String line(List<TaskRun> runs, long from, double scale) {
    char[] cells = " ".repeat(WIDTH).toCharArray();
    for (TaskRun run : runs) {
      int first = (int) ((run.began().toNanos() - from) * scale);
      int last = Math.max((int) ((end(run) - from) * scale), Math.min(WIDTH - 1, first + 1));
      for (int cell = first; cell <= last; cell++) {
        cells[cell] = '-';
      }
      cells[last] = sign(run.outcome());
      cells[first] = Character.forDigit(run.attempt() % 10, 10);
    }
    return new String(cells);
  }

  private static String summary(List<TaskRun> runs) {
    TaskRun last = runs.get(runs.size() - 1);
    String how = last.outcome() == null ? "runs" : last.outcome().name().toLowerCase(Locale.ROOT);
    return runs.size() == 1
        ? "%s in %s".formatted(how, shown(last.took()))
        : "%d runs, the last %s".formatted(runs.size(), how);
  }

  private static char sign(@Nullable Outcome outcome) {
    return switch (outcome) {
      case null -> '>';
      case SUCCEEDED -> '+';
      case FAILED -> 'x';
      case RETRIED -> '~';
      case CANCELLED, STRUCK -> '!';
      case SUPERSEDED -> '=';
    };
  }

  private static long end(TaskRun run) {
    return run.began().plus(run.took()).toNanos();
  }

  private static String name(TaskRun run) {
    String name = run.worker() + " " + run.name();
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + "…";
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  static String shown(Duration duration) {
    return duration.toMillis() < 10
        ? "%.1f ms".formatted(duration.toNanos() / 1e6)
        : duration.toSeconds() < 10 ? duration.toMillis() + " ms" : duration.toSeconds() + " s";
  }
}
