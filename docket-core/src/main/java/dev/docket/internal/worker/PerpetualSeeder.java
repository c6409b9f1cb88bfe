package dev.docket.internal.worker;

import dev.docket.Disposition;
import dev.docket.ExecutionState;
import dev.docket.TaskDefinition;
import dev.docket.behavior.Recurrence;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.task.RegisteredTask;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seeds the chains of automatic tasks under the task's name: when a worker starts, and again when a
 * chain has broken. A live chain is left alone, and so is one that was ended on purpose.
 */
final class PerpetualSeeder {

  private static final Logger LOG = LoggerFactory.getLogger(PerpetualSeeder.class);

  private final Engine engine;
  private final boolean wanted;
  private final Set<String> ended = new HashSet<>();

  PerpetualSeeder(Engine engine, boolean wanted) {
    this.engine = engine;
    this.wanted = wanted;
  }

  void seed() {
    tasks().forEach(task -> seed(task.definition()));
  }

  void reseed() {
    tasks().forEach(task -> reseed(task.definition()));
  }

  private List<RegisteredTask> tasks() {
    return wanted ? engine.core().registry().all() : List.of();
  }

  private void reseed(TaskDefinition<?> definition) {
    if (definition.recurrence().filter(Recurrence::automatic).isEmpty()
        || ended.contains(definition.name())) {
      return;
    }
    Optional<StoredRecord> record = engine.core().records().read(definition.name());
    ExecutionState state = record.map(StoredRecord::state).orElse(ExecutionState.FAILED);
    if (state == ExecutionState.CANCELLED || state == ExecutionState.COMPLETED) {
      ended.add(definition.name());
    } else if (state == ExecutionState.FAILED) {
      seed(definition);
    }
  }

  private void seed(TaskDefinition<?> definition) {
    definition
        .recurrence()
        .filter(Recurrence::automatic)
        .filter(recurrence -> !engine.isSpent(definition.name()))
        .ifPresent(recurrence -> add(definition.name(), recurrence));
  }

  private void add(String name, Recurrence recurrence) {
    Instant now = engine.core().time().now();
    String due =
        recurrence instanceof Recurrence.Cron ? Submission.due(recurrence.first(now), null) : "";
    Disposition disposition =
        engine
            .core()
            .schedule()
            .submit(new Submission(name, Submission.Mode.ADD, name, "{}", due, ""));
    if (disposition == Disposition.SCHEDULED) {
      LOG.info("Seeded the automatic task {}", name);
    }
  }
}
