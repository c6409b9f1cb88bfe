package dev.docket.internal.operations;

import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.WhereaboutsStore;
import dev.docket.internal.redis.WhereaboutsStore.Whereabouts;
import dev.docket.internal.redis.WorkerStore.Known;
import dev.docket.operations.HistoryEntry;
import dev.docket.operations.TaskInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** All that is looked at to explain why one execution is not running. */
record Situation(
    StoredRecord record, Whereabouts where, List<Known> workers, List<TaskInfo> tasks) {

  Instant now() {
    return where.now();
  }

  Instant when() {
    return Instant.ofEpochMilli(record.number("when", 0));
  }

  List<Known> alive() {
    return workers.stream().filter(Known::alive).toList();
  }

  /** The live workers that can run its task. */
  List<Known> able() {
    return workers.stream()
        .filter(w -> w.alive() && w.info().tasks().contains(record.taskName()))
        .toList();
  }

  static List<String> names(List<Known> workers) {
    return workers.stream().map(worker -> worker.info().name()).toList();
  }

  /** What is known of the worker that has its message. */
  Optional<Known> deliveredTo() {
    return workers.stream().filter(w -> w.consumer().equals(where.consumer())).findFirst();
  }

  /** What became of it last; empty when it has only been added. */
  String lastStep() {
    List<HistoryEntry> steps = Details.history(record);
    return steps.isEmpty() ? "" : steps.get(steps.size() - 1).what();
  }

  Optional<String> lastDetail() {
    List<HistoryEntry> steps = Details.history(record);
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(steps.get(steps.size() - 1).detail());
  }

  /** {@code 2 of 5}, or {@code 2} when nobody says how many there are. */
  String attempt() {
    int attempts =
        tasks.stream()
            .filter(task -> task.name().equals(record.taskName()))
            .mapToInt(TaskInfo::attempts)
            .findFirst()
            .orElse(Integer.MAX_VALUE);
    return attempts == Integer.MAX_VALUE || attempts < record.attempt()
        ? Integer.toString(record.attempt())
        : record.attempt() + " of " + attempts;
  }

  /** {@code , 3 ahead of it}; nothing when it is next. */
  String ahead() {
    int ahead = where.ahead();
    if (ahead > WhereaboutsStore.COUNTED) {
      return ", more than " + WhereaboutsStore.COUNTED + " ahead of it";
    }
    return ahead > 0 ? ", " + ahead + " ahead of it" : "";
  }
}
