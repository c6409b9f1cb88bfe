package dev.docket.internal.redis;

import dev.docket.DocketListener;
import dev.docket.operations.Minute;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What a batch of settlements adds to the figures of its minute. */
final class BatchFigures {

  private static final long[] BOUNDS =
      Minute.durationBounds().stream().mapToLong(Duration::toMillis).toArray();

  private static final List<DocketListener.Outcome> OUTCOMES =
      List.of(DocketListener.Outcome.values());

  private static final List<String> WORDS =
      OUTCOMES.stream().map(outcome -> outcome.name().toLowerCase(Locale.ROOT)).toList();

  /** What comes before the name of the task in a field, in the order of the amounts. */
  private static final List<String> FIELDS =
      Stream.of(
              WORDS.stream().map(word -> word + ":"),
              Stream.of("millis:"),
              IntStream.rangeClosed(0, BOUNDS.length).mapToObj(bucket -> "le" + bucket + ":"))
          .flatMap(fields -> fields)
          .toList();

  private static final int MILLIS = OUTCOMES.size();
  private static final int FIRST_BUCKET = MILLIS + 1;

  private BatchFigures() {}

  /** Fields and amounts. */
  static Map<String, Long> of(List<Settlement> batch) {
    Map<String, long[]> byTask = new HashMap<>();
    for (Settlement settlement : batch) {
      RunFigures run = settlement.figures();
      long[] amounts = byTask.computeIfAbsent(run.task(), task -> new long[FIELDS.size()]);
      amounts[OUTCOMES.indexOf(run.as())]++;
      amounts[MILLIS] += run.millis();
      amounts[FIRST_BUCKET + bucket(run.millis())]++;
    }
    Map<String, Long> figures = new HashMap<>();
    byTask.forEach(
        (task, amounts) -> {
          for (int n = 0; n < amounts.length; n++) {
            if (amounts[n] > 0) {
              figures.put(FIELDS.get(n) + task, amounts[n]);
            }
          }
        });
    return figures;
  }

  static String word(DocketListener.Outcome as) {
    return WORDS.get(OUTCOMES.indexOf(as));
  }

  static int bucket(long millis) {
    int bucket = 0;
    while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }
}
