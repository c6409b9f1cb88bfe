package dev.docket.junit;

import static java.util.Comparator.naturalOrder;

import dev.docket.DocketListener.Outcome;
import java.time.Duration;
import java.time.Instant;
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

  /** However long the names of the worker and the task are. */
  private static final int MOST_OF_KEY = 10;

  private Lanes() {}

  static String draw(List<TaskRun> runs) {
    if (runs.isEmpty()) {
      return "  nothing ran\n";
    }
    long from = runs.stream().mapToLong(run -> run.began().toNanos()).min().orElse(0);
    long until = runs.stream().mapToLong(Lanes::end).max().orElse(1);
    double scale = (double) (WIDTH - 1) / Math.max(1, until - from);
    Map<List<String>, List<TaskRun>> lanes = new LinkedHashMap<>();
    runs.forEach(
        run ->
            lanes
                .computeIfAbsent(
                    List.of(run.worker(), run.taskName(), run.key()), lane -> new ArrayList<>())
                .add(run));
    int indent = lanes.keySet().stream().mapToInt(lane -> name(lane).length()).max().orElse(0);
    boolean jumps = jumps(runs, Duration.ofNanos(until - from));
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
                            pad(name(lane.getKey()), indent),
                            line(lane.getValue(), from, scale),
                            summary(lane.getValue(), jumps))));
    if (lanes.size() > MOST) {
      text.append("  … and %d more lanes%n".formatted(lanes.size() - MOST));
    }
    return text.toString();
  }

  private static String line(List<TaskRun> runs, long from, double scale) {
    char[] cells = " ".repeat(WIDTH).toCharArray();
    int free = 0;
    for (TaskRun run : runs) {
      // Each start is shown while there is room, also of those that would share a cell.
      int wanted = Math.max((int) ((run.began().toNanos() - from) * scale), free);
      int first = Math.min(wanted, WIDTH - 1);
      free = first + 1;
      int last = Math.max((int) ((end(run) - from) * scale), Math.min(WIDTH - 1, first + 1));
      for (int cell = first; cell <= last; cell++) {
        cells[cell] = '-';
      }
      cells[last] = sign(run.outcome());
      cells[first] = Character.forDigit(run.attempt() % 10, 10);
    }
    return new String(cells);
  }

  /** Whether the test clock was moved between them, so that it is worth to tell what it showed. */
  private static boolean jumps(List<TaskRun> runs, Duration real) {
    Instant first = runs.stream().map(TaskRun::startedAt).min(naturalOrder()).orElseThrow();
    Instant last = runs.stream().map(TaskRun::startedAt).max(naturalOrder()).orElseThrow();
    return Duration.between(first, last).compareTo(real.plusSeconds(1)) > 0;
  }

  private static String summary(List<TaskRun> runs, boolean jumps) {
    TaskRun first = runs.getFirst();
    TaskRun last = runs.getLast();
    String how = last.outcome() == null ? "runs" : last.outcome().name().toLowerCase(Locale.ROOT);
    if (runs.size() == 1) {
      return "%s in %s%s"
          .formatted(how, shown(last.took()), jumps ? " at " + last.startedAt() : "");
    }
    return "%d runs, the last %s%s"
        .formatted(
            runs.size(),
            how,
            jumps ? "; from %s to %s".formatted(first.startedAt(), last.startedAt()) : "");
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

  /** What tells long keys apart, above all those that Docket makes, is at their end. */
  private static String name(List<String> lane) {
    String name = "%s %s[%s]".formatted(lane.get(0), lane.get(1), lane.get(2));
    int most = Math.max(MOST_OF_KEY, lane.get(2).length() - (name.length() - LONGEST_NAME));
    return name.length() <= LONGEST_NAME
        ? name
        : "%s %s[%s]".formatted(lane.get(0), lane.get(1), end(lane.get(2), most));
  }

  private static String end(String key, int most) {
    return key.length() <= most ? key : "…" + key.substring(key.length() - most + 1);
  }

  private static String pad(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  static String shown(Duration duration) {
    return duration.toMillis() < 10
        ? "%.1f ms".formatted(duration.toNanos() / 1e6)
        : duration.toSeconds() < 10 && duration.toMillis() % 1000 > 0
            ? duration.toMillis() + " ms"
            : duration.toSeconds() + " s";
  }
}
