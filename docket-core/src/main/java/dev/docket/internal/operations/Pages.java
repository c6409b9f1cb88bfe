package dev.docket.internal.operations;

import dev.docket.behavior.LoggedAs;
import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.RecordStore.Found;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.operations.Count;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.operations.TaskInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Pages of executions: all in one place, or those that match. */
public final class Pages {

  private static final int MOST = 1000;
  private static final int LOOKED_THROUGH = 2000;
  private static final int COUNTED = 20_000;
  private static final int BATCH = 200;
  private static final int EMPTY_PAGES = 5;
  private static final Pattern CURSOR = Pattern.compile("|\\d+-\\d+|[-+.e\\d]+:.*", Pattern.DOTALL);

  private final RecordStore records;
  private final Catalogue catalogue;

  public Pages(RecordStore records, Catalogue catalogue) {
    this.records = records;
    this.catalogue = catalogue;
  }

  /** A page of everything; stretches that hold nothing of the place are passed over. */
  public Page all(Place place, String cursor, int limit) {
    check(cursor, limit);
    RecordStore.Page page = records.page(place, cursor, limit);
    for (int n = 1; n < EMPTY_PAGES && page.found().isEmpty() && !page.next().isEmpty(); n++) {
      page = records.page(place, page.next(), limit);
    }
    return new Page(
        page.found().stream().map(found -> found.record().toExecutionRecord()).toList(),
        page.next());
  }

  /** A page of what matches, among a bounded number of executions. */
  public Page search(Query query, String cursor, int limit) {
    Matches matches = matches(query, cursor, limit, LOOKED_THROUGH);
    return new Page(
        matches.records().stream().map(StoredRecord::toExecutionRecord).toList(), matches.next());
  }

  /** Counts what matches, among a bounded number of executions. */
  public Count count(Query query) {
    Predicate<StoredRecord> wanted = predicate(query);
    long found = 0;
    int seen = 0;
    String next = "";
    do {
      RecordStore.Page page = records.page(query.place(), next, BATCH);
      found += page.found().stream().filter(one -> wanted.test(one.record())).count();
      next = page.next();
      seen += BATCH;
    } while (!next.isEmpty() && seen < COUNTED);
    return new Count(found, next.isEmpty());
  }

  /** At most {@code limit} matches among the next {@code most} executions. */
  Matches matches(Query query, String cursor, int limit, int most) {
    check(cursor, limit);
    Predicate<StoredRecord> wanted = predicate(query);
    List<StoredRecord> matching = new ArrayList<>();
    String next = cursor;
    int seen = 0;
    do {
      RecordStore.Page page = records.page(query.place(), next, BATCH);
      for (Found found : page.found()) {
        if (wanted.test(found.record())) {
          matching.add(found.record());
          if (matching.size() == limit) {
            boolean last = found.after().equals(last(page)) && page.next().isEmpty();
            return new Matches(matching, last ? "" : found.after());
          }
        }
      }
      next = page.next();
      seen += BATCH;
    } while (!next.isEmpty() && seen < most);
    return new Matches(matching, next);
  }

  private static String last(RecordStore.Page page) {
    return page.found().get(page.found().size() - 1).after();
  }

  private Predicate<StoredRecord> predicate(Query query) {
    String task = query.task();
    ErrorKind error = query.error();
    String text = query.text();
    String wanted = text == null ? "" : text.toLowerCase(Locale.ROOT);
    Predicate<StoredRecord> mentions =
        wanted.isEmpty()
            ? record -> true
            : switch (query.arguments()) {
              case ALL -> mentions(wanted, (name, parameter) -> true);
              case LOGGED -> mentions(wanted, logged());
            };
    return record ->
        (task == null || task.equals(record.taskName()))
            && (error == null || record.field("error").filter(error::includes).isPresent())
            && mentions.test(record);
  }

  /** Of a task and its parameter: whether its arguments may be shown. */
  private BiPredicate<String, String> logged() {
    Map<String, Map<String, LoggedAs>> tasks =
        catalogue.tasks().stream().collect(Collectors.toMap(TaskInfo::name, TaskInfo::logged));
    return (task, parameter) -> tasks.getOrDefault(task, Map.of()).get(parameter) == LoggedAs.VALUE;
  }

  private static Predicate<StoredRecord> mentions(
      String wanted, BiPredicate<String, String> searched) {
    return record ->
        contains(record.key(), wanted)
            || contains(record.field("worker").orElse(""), wanted)
            || contains(record.field("error").orElse(""), wanted)
            || record.arguments().entrySet().stream()
                .filter(argument -> searched.test(record.taskName(), argument.getKey()))
                .anyMatch(argument -> contains(text(argument.getValue()), wanted));
  }

  private static String text(Object value) {
    return value instanceof String string ? string : Json.write(value);
  }

  private static boolean contains(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static void check(String cursor, int limit) {
    if (limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "limit is %d; it must be from 1 to %d".formatted(limit, MOST));
    }
    if (!CURSOR.matcher(cursor).matches()) {
      throw new IllegalArgumentException(
          "\"%s\" is no cursor; pass \"\" for the first page and next() of a page for the one after it"
              .formatted(cursor));
    }
  }

  /** Records that match, and the cursor of what has not been looked at. */
  record Matches(List<StoredRecord> records, String next) {}
}
