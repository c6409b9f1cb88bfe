package dev.docket.internal.operations;

import dev.docket.ExecutionState;
import dev.docket.TaskDefinition;
import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.WorkerStore;
import dev.docket.internal.redis.WorkerStore.Known;
import dev.docket.internal.task.TaskDescription;
import dev.docket.internal.task.TaskRegistry;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.Place;
import dev.docket.operations.Recurring;
import dev.docket.operations.TaskInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The tasks that this process or a live worker knows, and the chains of those that recur. */
public final class Catalogue {

  private static final int LOOKED_AT = 1000;
  private static final Set<String> ENDS =
      Set.of("completed", "failed", "cancelled", "struck", "dropped");

  private final TaskRegistry registry;
  private final WorkerStore workers;
  private final RecordStore records;

  public Catalogue(TaskRegistry registry, WorkerStore workers, RecordStore records) {
    this.registry = registry;
    this.workers = workers;
    this.records = records;
  }

  /** The tasks, in order of name. */
  public List<TaskInfo> tasks() {
    return tasks(workers.known());
  }

  List<TaskInfo> tasks(List<Known> known) {
    Map<String, TaskDescription> described = new TreeMap<>();
    Map<String, List<String>> runners = new HashMap<>();
    for (Known worker : known) {
      if (worker.alive()) {
        TaskDescription.read(worker.described()).forEach(task -> described.put(task.name(), task));
        for (String name : worker.info().tasks()) {
          runners.computeIfAbsent(name, task -> new ArrayList<>()).add(worker.info().name());
        }
      }
    }
    for (TaskDefinition<?> definition : registry.definitions()) {
      described.put(definition.name(), TaskDescription.of(definition));
    }
    described.values().stream()
        .flatMap(t -> t.aliases().stream())
        .toList()
        .forEach(runners::remove);
    runners.keySet().forEach(name -> described.putIfAbsent(name, unknown(name)));
    return described.values().stream()
        .map(task -> info(task, runners.getOrDefault(task.name(), List.of())))
        .toList();
  }

  private static TaskInfo info(TaskDescription task, List<String> runners) {
    return new TaskInfo(
        task.name(),
        task.parameters(),
        task.logged(),
        task.attempts(),
        task.cadence(),
        task.automatic(),
        runners);
  }

  private static TaskDescription unknown(String name) {
    return new TaskDescription(name, Set.of(), List.of(), Map.of(), 1, null, false);
  }

  /** The chains, in order of task and key. */
  public List<Recurring> recurring() {
    Map<String, TaskInfo> tasks = new TreeMap<>();
    tasks().stream().filter(t -> t.cadence() != null).forEach(t -> tasks.put(t.name(), t));
    Map<String, StoredRecord> chains = new TreeMap<>();
    List<StoredRecord> candidates = new ArrayList<>(records.read(List.copyOf(tasks.keySet())));
    if (tasks.values().stream().anyMatch(task -> !task.automatic())) {
      for (Place place : List.of(Place.SCHEDULED, Place.RUNNING, Place.QUEUED)) {
        records.page(place, "", LOOKED_AT).found().forEach(one -> candidates.add(one.record()));
      }
    }
    for (StoredRecord record : candidates) {
      if (tasks.containsKey(record.taskName())) {
        chains.put(record.key(), record);
      }
    }
    List<Recurring> all = new ArrayList<>();
    chains.values().forEach(record -> all.add(chain(record, tasks)));
    for (TaskInfo task : tasks.values()) {
      if (all.stream().noneMatch(chain -> chain.taskName().equals(task.name()))) {
        all.add(neverAdded(task));
      }
    }
    all.sort(Comparator.comparing(Recurring::taskName).thenComparing(Recurring::key));
    return List.copyOf(all);
  }

  private static Recurring chain(StoredRecord record, Map<String, TaskInfo> tasks) {
    TaskInfo task = Objects.requireNonNull(tasks.get(record.taskName()));
    ExecutionState state = record.state();
    boolean waits = state == ExecutionState.SCHEDULED || state == ExecutionState.QUEUED;
    List<HistoryEntry> steps = Details.timeline(record);
    return new Recurring(
        record.key(),
        task.name(),
        cadence(task),
        waits ? Instant.ofEpochMilli(record.number("when", 0)) : null,
        state,
        last(steps, step -> step.worker() != null).map(HistoryEntry::worker).orElse(null),
        task.automatic(),
        last(steps, step -> ENDS.contains(step.what())).orElse(null));
  }

  private static Optional<HistoryEntry> last(
      List<HistoryEntry> steps, Predicate<HistoryEntry> wanted) {
    return steps.reversed().stream().filter(wanted).findFirst();
  }

  private static Recurring neverAdded(TaskInfo task) {
    return new Recurring(
        task.name(), task.name(), cadence(task), null, null, null, task.automatic());
  }

  private static String cadence(TaskInfo task) {
    return task.cadence() == null ? "" : task.cadence();
  }
}
