package dev.docket.internal.operations;

import dev.docket.ExecutionRecord;
import dev.docket.Strike;
import dev.docket.TaskDefinition;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.RecordStore.Found;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.StrikeStore;
import dev.docket.internal.strike.StrikeCodec;
import dev.docket.internal.strike.StrikeList;
import dev.docket.internal.task.TaskRegistry;
import dev.docket.operations.Place;
import dev.docket.operations.Preview;
import dev.docket.operations.StrikeInForce;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Strikes with their notes, and what one would hit. */
public final class StrikeDesk {

  private static final int BATCH = 500;
  private static final int LOOKED_THROUGH = 20_000;
  private static final int SAMPLES = 20;
  private static final List<Place> PLACES =
      List.of(Place.RUNNING, Place.PARKED, Place.QUEUED, Place.SCHEDULED);

  private final StrikeStore store;
  private final RecordStore records;
  private final TaskRegistry registry;

  public StrikeDesk(StrikeStore store, RecordStore records, TaskRegistry registry) {
    this.store = store;
    this.records = records;
    this.registry = registry;
  }

  /** The strikes in force, oldest first. */
  public List<StrikeInForce> inForce() {
    List<StrikeInForce> strikes = new ArrayList<>();
    for (StrikeStore.Entry entry : store.entriesInForce()) {
      Map<String, String> given = new HashMap<>(entry.fields());
      given.values().removeIf(String::isEmpty);
      try {
        strikes.add(
            new StrikeInForce(
                StrikeCodec.decode(given), given.get("reason"), given.get("author"), entry.at()));
      } catch (DecodingException e) {
        // Written by somebody else and no strike: the monitor has warned of it.
      }
    }
    return strikes;
  }

  /** The first strike in force that matches an execution. */
  Optional<StrikeInForce> against(StoredRecord record) {
    return inForce().stream().filter(entry -> matches(entry.strike(), record)).findFirst();
  }

  private boolean matches(Strike strike, StoredRecord record) {
    return matches(alone(strike), record);
  }

  private static StrikeList alone(Strike strike) {
    StrikeList alone = new StrikeList();
    alone.replaceAll(List.of(strike));
    return alone;
  }

  private boolean matches(StrikeList strikes, StoredRecord record) {
    Set<String> aliases =
        registry.definitionOf(record.taskName()).map(TaskDefinition::aliases).orElse(Set.of());
    return strikes.match(record.taskName(), aliases, record.arguments()).isPresent();
  }

  /** Looks through a bounded number of pending and running executions. */
  public Preview preview(Strike strike) {
    StrikeList alone = alone(strike);
    Map<Place, Long> counts = new EnumMap<>(Place.class);
    List<ExecutionRecord> samples = new ArrayList<>();
    int budget = LOOKED_THROUGH;
    boolean complete = true;
    for (Place place : PLACES) {
      String cursor = "";
      do {
        RecordStore.Page page = records.page(place, cursor, BATCH);
        for (Found found : page.found()) {
          if (matches(alone, found.record())) {
            counts.merge(place, 1L, Long::sum);
            if (samples.size() < SAMPLES) {
              samples.add(found.record().toExecutionRecord());
            }
          }
        }
        budget -= BATCH;
        cursor = page.next();
      } while (!cursor.isEmpty() && budget > 0);
      complete = complete && cursor.isEmpty();
    }
    return new Preview(
        counts.getOrDefault(Place.SCHEDULED, 0L),
        counts.getOrDefault(Place.QUEUED, 0L),
        counts.getOrDefault(Place.RUNNING, 0L),
        counts.getOrDefault(Place.PARKED, 0L),
        complete,
        samples);
  }

  /** What is noted with a strike. */
  public static Map<String, String> notes(String reason, String author, Instant at) {
    return Map.of("reason", reason, "author", author, "at", Long.toString(at.toEpochMilli()));
  }
}
