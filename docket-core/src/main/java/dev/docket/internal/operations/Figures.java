package dev.docket.internal.operations;

import dev.docket.internal.redis.FigureStore;
import dev.docket.operations.Minute;
import dev.docket.operations.Overview;
import dev.docket.operations.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The status and the history of a docket. Remembers the minutes that are over. */
public final class Figures {

  private static final long KEPT_MINUTES = 24 * 60;
  private static final String BUCKET = "le";

  /** Workers whose clocks differ may still count in a minute that has just passed. */
  private static final int STILL_COUNTED = 2;

  private final FigureStore store;
  private final Map<Long, List<Minute>> past = new ConcurrentHashMap<>();

  public Figures(FigureStore store) {
    this.store = store;
  }

  public Status status() {
    return store.figures().status();
  }

  public List<Minute> history(Duration back) {
    return history(checked(back), store.minute());
  }

  public Overview overview(Duration back) {
    Duration wanted = checked(back);
    FigureStore.Figures figures = store.figures();
    return new Overview(figures.status(), history(wanted, figures.minute()));
  }

  public long dueWithin(Duration within) {
    return store.dueWithin(checked("within", within));
  }

  private static Duration checked(Duration back) {
    return checked("back", back);
  }

  private static Duration checked(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(
          "%s is %s; it must not be negative".formatted(name, duration));
    }
    return duration;
  }

  private List<Minute> history(Duration back, long now) {
    past.keySet().removeIf(minute -> minute < now - KEPT_MINUTES);
    long first = now - Math.min(KEPT_MINUTES - 1, back.toMinutes());
    List<Long> unknown = new ArrayList<>();
    for (long minute = first; minute <= now + 1; minute++) {
      if (!past.containsKey(minute)) {
        unknown.add(minute);
      }
    }
    Map<Long, List<Minute>> read = new TreeMap<>();
    List<Map<String, String>> counters = store.minutes(unknown);
    for (int n = 0; n < unknown.size(); n++) {
      long minute = unknown.get(n);
      read.put(minute, minutes(minute, counters.get(n)));
      if (minute < now - STILL_COUNTED) {
        past.put(minute, read.get(minute));
      }
    }
    List<Minute> history = new ArrayList<>();
    for (long minute = first; minute <= now + 1; minute++) {
      history.addAll(read.getOrDefault(minute, past.getOrDefault(minute, List.of())));
    }
    return history;
  }

  /** One for each task of which something was counted, in order of name. */
  private static List<Minute> minutes(long minute, Map<String, String> counters) {
    Map<String, Map<String, Long>> byTask = new TreeMap<>();
    counters.forEach(
        (field, amount) -> {
          int colon = field.indexOf(':');
          if (colon > 0) {
            byTask
                .computeIfAbsent(field.substring(colon + 1), task -> new TreeMap<>())
                .put(field.substring(0, colon), Long.parseLong(amount));
          }
        });
    Instant start = Instant.ofEpochSecond(minute * 60);
    List<Minute> minutes = new ArrayList<>();
    byTask.forEach((task, counts) -> minutes.add(minute(start, task, counts)));
    return List.copyOf(minutes);
  }

  private static Minute minute(Instant start, String task, Map<String, Long> counts) {
    List<Long> buckets = new ArrayList<>();
    for (int n = 0; n <= Minute.durationBounds().size(); n++) {
      buckets.add(counts.getOrDefault(BUCKET + n, 0L));
    }
    return new Minute(
        start,
        task,
        counts.getOrDefault("succeeded", 0L),
        counts.getOrDefault("failed", 0L),
        counts.getOrDefault("retried", 0L),
        counts.getOrDefault("cancelled", 0L),
        counts.getOrDefault("struck", 0L),
        counts.getOrDefault("millis", 0L),
        buckets);
  }
}
