package dev.docket.internal.worker;

import dev.docket.Disposition;
import dev.docket.ExecutionState;
import dev.docket.TaskDefinition;
import dev.docket.behavior.Recurrence;
import dev.docket.internal.redis.StoredRecord;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.task.RegisteredTask;
import java.time.Duration;
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

  private final Core core;
  private final RunBudget budget;
  private final boolean wanted;
  private final Set<String> ended = new HashSet<>();

  PerpetualSeeder(Core core, RunBudget budget, boolean wanted) {
    this.core = core;
    this.budget = budget;
    this.wanted = wanted;
  }

  void seed() {
    tasks().forEach(task -> seed(task.definition()));
  }

  void reseed() {
    tasks().forEach(task -> reseed(task.definition()));
  }

  private List<RegisteredTask> tasks() {
    return wanted ? core.registry().all() : List.of();
  }

  private void reseed(TaskDefinition<?> definition) {
    if (definition.recurrence().filter(Recurrence::automatic).isEmpty()
        || ended.contains(definition.name())) {
      return;
    }
    Optional<StoredRecord> record = core.records().read(definition.name());
    ExecutionState state = record.map(StoredRecord::state).orElse(withoutRecord());
    if (state == ExecutionState.CANCELLED || state == ExecutionState.COMPLETED) {
      ended.add(definition.name());
    } else if (state == ExecutionState.FAILED) {
      seed(definition);
    }
  }

  /** What has no record was lost, unless records of what ended go before anybody looks. */
  private ExecutionState withoutRecord() {
    Duration betweenLooks = core.heartbeatInterval().multipliedBy(Sweeper.PASSES_BETWEEN_SEEDS);
    boolean kept = core.retention().executions().compareTo(betweenLooks.multipliedBy(2)) > 0;
    return kept ? ExecutionState.FAILED : ExecutionState.CANCELLED;
  }

  private void seed(TaskDefinition<?> definition) {
    definition
        .recurrence()
        .filter(Recurrence::automatic)
        .filter(recurrence -> !budget.isSpent(definition.name()))
        .ifPresent(recurrence -> add(definition.name(), recurrence));
  }

  private void add(String name, Recurrence recurrence) {
    Instant now = core.time().now();
    String due =
        recurrence instanceof Recurrence.Cron ? Submission.due(recurrence.first(now), null) : "";
    Disposition disposition =
        core.schedule().submit(new Submission(name, Submission.Mode.ADD, name, "{}", due, ""));
    if (disposition == Disposition.SCHEDULED) {
      LOG.info("Seeded the automatic task {}", name);
    }
  }
}
