package dev.docket;

import dev.docket.internal.codec.Json;
import dev.docket.internal.redis.Concluded;
import dev.docket.internal.redis.ScheduleStore.Cancellation;
import dev.docket.internal.redis.Submission;
import dev.docket.internal.telemetry.Event;
import dev.docket.internal.time.Moments;
import dev.docket.internal.worker.Core;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts executions on a docket: checked and encoded, refused when struck, then one call to Redis.
 */
final class Placing {

  private static final Logger LOG = LoggerFactory.getLogger(Docket.class);

  private final Core core;
  private final List<Consumer<? super Placement>> checks;

  Placing(Core core, List<Consumer<? super Placement>> checks) {
    this.core = core;
    this.checks = checks;
  }

  /** An execution that is ready to be sent. */
  private record Prepared(
      String task, Set<String> aliases, Type result, Submission submission, Schedule schedule) {}

  <R extends @Nullable Object> Execution<R> add(Object task, Schedule schedule) {
    return place("add", prepare(task, schedule, false));
  }

  <R extends @Nullable Object> Execution<R> replace(Object task, Schedule schedule) {
    if (schedule.key() == null) {
      throw new IllegalArgumentException(
          "replace needs a key to know what it replaces; use schedule.withKey(…) or Schedule.keyed(…)");
    }
    return place("replace", prepare(task, schedule, true));
  }

  Execution<?> addByName(String name, Map<String, ?> arguments, Schedule schedule) {
    Optional<TaskDefinition<?>> known = core.registry().definitionOf(name);
    if (known.isEmpty()
        && core.workers().workers().stream().noneMatch(w -> w.tasks().contains(name))) {
      throw new UnknownTaskException(
          "Neither this process nor any live worker of docket %s knows a task named %s; known here are %s"
              .formatted(core.keys().docket(), name, core.registry().names()));
    }
    String task = known.<String>map(TaskDefinition::name).orElse(name);
    Set<String> aliases = known.<Set<String>>map(TaskDefinition::aliases).orElse(Set.of());
    Type result = known.<Type>map(TaskDefinition::resultType).orElse(Object.class);
    String args = Json.write(new LinkedHashMap<>(arguments));
    return place(
        "add",
        new Prepared(task, aliases, result, submission(task, args, schedule, false), schedule));
  }

  List<Execution<?>> addAll(Collection<Placement> placements) {
    List<Prepared> prepared = new ArrayList<>(placements.size());
    for (Placement placement : placements) {
      prepared.add(prepare(placement.task(), placement.schedule(), false));
    }
    return core.telemetry()
        .tracing()
        .within(
            "add", Map.of("count", Integer.toString(placements.size())), () -> sendAll(prepared));
  }

  private List<Execution<?>> sendAll(List<Prepared> prepared) {
    core.link().requireOpen();
    List<Submission> wanted = new ArrayList<>();
    List<Boolean> struck = new ArrayList<>();
    for (Prepared one : prepared) {
      boolean refused = isStruck(one);
      struck.add(refused);
      if (!refused) {
        wanted.add(traced(one.submission()));
      }
    }
    var answers = core.schedule().submitAll(wanted).iterator();
    List<Execution<?>> executions = new ArrayList<>(prepared.size());
    for (int n = 0; n < prepared.size(); n++) {
      Disposition disposition =
          struck.get(n) ? Disposition.STRUCK : core.schedule().await(next(answers));
      executions.add(execution(prepared.get(n), disposition, false));
    }
    return executions;
  }

  private static CompletableFuture<Disposition> next(
      java.util.Iterator<CompletableFuture<Disposition>> answers) {
    return answers.next();
  }

  static boolean cancel(Core core, String key) {
    return core.telemetry()
        .tracing()
        .within("cancel", Map.of("key", key), () -> cancel(core, key, ""));
  }

  /** A running one counts as cancelled when it has ended so, at its worker. */
  private static boolean cancel(Core core, String key, String why) {
    Cancellation cancellation =
        core.link().awaitThroughInterrupts(core.schedule().cancel(key, why));
    core.count(cancellation.concluded(), "");
    return cancellation.found();
  }

  long clear() {
    return core.telemetry()
        .tracing()
        .within(
            "clear",
            Map.of(),
            () -> {
              List<Concluded> removed = core.schedule().clear();
              core.count(removed, "");
              return (long) removed.size();
            });
  }

  private Prepared prepare(Object task, Schedule schedule, boolean replace) {
    TaskDefinition<?> definition = core.registry().definitionOf(task.getClass());
    String args = Json.write(task);
    checks.forEach(check -> check.accept(new Placement(task, schedule)));
    return new Prepared(
        definition.name(),
        definition.aliases(),
        definition.resultType(),
        submission(definition.name(), args, schedule, replace),
        schedule);
  }

  private Submission submission(String task, String args, Schedule schedule, boolean replace) {
    String given = schedule.key();
    if (given != null && given.isEmpty()) {
      throw new IllegalArgumentException(
          "The key of an execution must not be empty; leave it out to get a new one");
    }
    Submission.Mode mode =
        replace
            ? Submission.Mode.REPLACE
            : given == null ? Submission.Mode.FRESH : Submission.Mode.ADD;
    String key = given == null ? UuidV7.next() : given;
    return new Submission(
        key, mode, task, args, Submission.due(schedule.when(), schedule.delay()), "");
  }

  private <R extends @Nullable Object> Execution<R> place(String verb, Prepared prepared) {
    return core.telemetry()
        .tracing()
        .within(
            verb,
            Map.of("task", prepared.task(), "key", prepared.submission().key()),
            () -> {
              core.link().requireOpen();
              boolean replace = verb.equals("replace");
              if (isStruck(prepared)) {
                if (replace) {
                  withdrawPending(prepared.submission().key());
                }
                return execution(prepared, Disposition.STRUCK, replace);
              }
              return execution(
                  prepared, core.schedule().submit(traced(prepared.submission())), replace);
            });
  }

  /** With the current trace context, to which the run will be linked. */
  private Submission traced(Submission s) {
    String trace = core.telemetry().tracing().current();
    return trace.isEmpty()
        ? s
        : new Submission(s.key(), s.mode(), s.task(), s.args(), s.due(), trace);
  }

  /** What was to be replaced must not run, even though its successor is refused. */
  private void withdrawPending(String key) {
    ExecutionState state =
        core.records().read(key).map(r -> r.state()).orElse(ExecutionState.CANCELLED);
    if (state == ExecutionState.SCHEDULED || state == ExecutionState.QUEUED) {
      cancel(core, key, "replaced by a struck execution");
    }
  }

  private boolean isStruck(Prepared prepared) {
    var strikes = core.strikes().list();
    if (strikes.isEmpty()) {
      return false;
    }
    Optional<Strike> strike =
        strikes.match(
            prepared.task(), prepared.aliases(), Json.readMap(prepared.submission().args()));
    strike.ifPresent(
        found -> {
          LOG.warn(
              "{}[{}] is struck by {} and not added",
              prepared.task(),
              prepared.submission().key(),
              found);
          core.telemetry().count(Event.STRICKEN, prepared.task());
        });
    return strike.isPresent();
  }

  private <R extends @Nullable Object> Execution<R> execution(
      Prepared prepared, Disposition disposition, boolean replaced) {
    String task = prepared.task();
    if (disposition != Disposition.STRUCK) {
      core.telemetry().count(replaced ? Event.REPLACED : Event.ADDED, task);
    }
    if (disposition == Disposition.SCHEDULED) {
      core.telemetry().count(Event.SCHEDULED, task);
    }
    String key = prepared.submission().key();
    core.listeners()
        .tell(listener -> listener.scheduled(key, task, due(prepared.schedule()), disposition));
    return new PlacedExecution<>(core, key, task, disposition, prepared.result());
  }

  private Instant due(Schedule schedule) {
    Instant now = core.time().now();
    Instant when = schedule.when();
    if (when == null) {
      return schedule.delay() == null ? now : Moments.after(now, schedule.delay());
    }
    return when;
  }
}
