package dev.docket.internal.redis;

import dev.docket.operations.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads records: one, several, or a page of those in one place. */
public final class RecordStore {

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;

  public RecordStore(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  public Optional<StoredRecord> read(String key) {
    return read(List.of(key)).stream().findFirst();
  }

  /** Those of the keys that have a record, in the same order. */
  public List<StoredRecord> read(List<String> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<Object> replies = link.await(link.list(Script.READ, keys, wanted.toArray(String[]::new)));
    List<StoredRecord> records = new ArrayList<>(wanted.size());
    for (int n = 0; n < wanted.size(); n++) {
      stored(wanted.get(n), (List<?>) replies.get(n)).ifPresent(records::add);
    }
    return records;
  }

  /**
   * Reads a record and sends a message to the channel {@link Keys#mark} in the same moment: what
   * channels of the record say before it is in the record already, what they say after it is not.
   */
  public Optional<StoredRecord> observe(String key, String mark) {
    return stored(key, link.await(link.list(Script.OBSERVE, keys, key, mark)));
  }

  private static Optional<StoredRecord> stored(String key, List<?> reply) {
    Map<String, String> fields = fields(reply);
    return fields.containsKey("state")
        ? Optional.of(new StoredRecord(key, fields))
        : Optional.empty();
  }

  /** One page of what is in a place; the cursor is empty for the first one. */
  public Page page(Place place, String cursor, int limit) {
    List<Object> reply =
        link.await(
            link.list(
                Script.LIST,
                keys,
                place.name().toLowerCase(Locale.ROOT),
                cursor,
                Integer.toString(limit)));
    Map<String, String> after = new LinkedHashMap<>();
    for (int i = 1; i + 1 < reply.size(); i += 2) {
      after.put((String) reply.get(i), (String) reply.get(i + 1));
    }
    List<Found> found = new ArrayList<>();
    for (StoredRecord record : read(List.copyOf(after.keySet()))) {
      found.add(new Found(record, Objects.requireNonNull(after.get(record.key()))));
    }
    return new Page(found, (String) reply.get(0));
  }

  /** At most {@code limit} of what is in a place. */
  public List<StoredRecord> first(Place place, int limit) {
    List<StoredRecord> found = new ArrayList<>();
    String cursor = "";
    do {
      Page page = page(place, cursor, Math.min(limit, 500));
      page.found().forEach(one -> found.add(one.record()));
      cursor = page.next();
    } while (!cursor.isEmpty() && found.size() < limit);
    return found.size() > limit ? found.subList(0, limit) : found;
  }

  /** All that is pending or runs, in one moment; only how many there are when it is too much. */
  public Moment moment(int most) {
    List<Object> reply =
        link.await(link.list(Script.SNAPSHOT, keys, time.argument(), Integer.toString(most)));
    List<StoredRecord> pending = new ArrayList<>();
    List<StoredRecord> running = new ArrayList<>();
    List<StoredRecord> list = pending;
    for (int i = 3; i + 1 < reply.size(); i += 2) {
      if (reply.get(i + 1) instanceof List<?> record) {
        stored((String) reply.get(i), record).ifPresent(list::add);
      } else {
        list = running;
      }
    }
    return new Moment(
        Instant.ofEpochMilli((Long) reply.get(0)),
        (Long) reply.get(1),
        (Long) reply.get(2) == 1,
        pending,
        running);
  }

  private static Map<String, String> fields(List<?> flat) {
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      fields.put((String) flat.get(i), (String) flat.get(i + 1));
    }
    return fields;
  }

  /** A record, and the cursor of what comes after it. */
  public record Found(StoredRecord record, String after) {}

  /**
   * What is on the docket at one moment.
   *
   * @param total how many executions
   * @param whole whether they are told
   * @param pending those that are queued, parked and scheduled, in this order
   * @param running those that run
   */
  public record Moment(
      Instant at,
      long total,
      boolean whole,
      List<StoredRecord> pending,
      List<StoredRecord> running) {}

  /** A page of records; {@code next} is the cursor of the following one, empty after the last. */
  public record Page(List<Found> found, String next) {}
}
