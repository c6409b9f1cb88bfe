package dev.docket.internal.worker;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.internal.redis.Concluded;
import dev.docket.internal.redis.DeliveryStore;
import dev.docket.internal.redis.DeliveryTerms;
import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.Scope;
import dev.docket.internal.task.SharedScope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one start of a worker share: who it is, what it is to do, what it runs. Safe
 * for use by several threads.
 */
final class Shift {

  private final Core core;
  private final Docket docket;
  private final Worker worker;
  private final WorkerSettings settings;
  private final boolean finishing;
  private final RunBudget budget;
  private final Identity identity;
  private final DeliveryTerms terms;
  private final DeliveryStore deliveries;
  private final Runs runs;
  private final Tally tally = new Tally();
  private final SharedScope shared;
  private final @Nullable Invocation fallback;

  /** Set on threads of its own that call the user's code. */
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

  Shift(
      Core core,
      Docket docket,
      Worker worker,
      WorkerSettings settings,
      boolean finishing,
      RunBudget budget) {
    this.core = core;
    this.docket = docket;
    this.worker = worker;
    this.settings = settings;
    this.finishing = finishing;
    this.budget = budget;
    this.identity =
        new Identity(
            settings.name(),
            settings.name() + "@" + UUID.randomUUID().toString().substring(0, 8),
            settings.concurrency(),
            core.silence(),
            settings.redeliveryTimeout(),
            core.heartbeatInterval());
    this.terms =
        new DeliveryTerms(
            core.link(), core.keys(), core.time(), core.retention(), settings.redeliveryTimeout());
    this.deliveries = new DeliveryStore(terms);
    this.runs = new Runs(settings.concurrency());
    this.shared = core.providers().newSharedScope();
    this.fallback = settings.fallbackInvocation();
  }

  Core core() {
    return core;
  }

  Docket docket() {
    return docket;
  }

  Worker worker() {
    return worker;
  }

  WorkerSettings settings() {
    return settings;
  }

  String workerName() {
    return settings.name();
  }

  Identity identity() {
    return identity;
  }

  String consumer() {
    return identity.consumer();
  }

  Duration slotLease() {
    return terms.slotLease();
  }

  /** Whether it ends by itself when nothing is left to do. */
  boolean isFinishing() {
    return finishing;
  }

  /** Whether the docket has a clock of its own. */
  boolean isVirtual() {
    return core.time().clock() != null;
  }

  RunBudget budget() {
    return budget;
  }

  boolean isSpent(String key) {
    return budget.isSpent(key);
  }

  DeliveryTerms terms() {
    return terms;
  }

  DeliveryStore deliveries() {
    return deliveries;
  }

  Runs runs() {
    return runs;
  }

  Tally tally() {
    return tally;
  }

  @Nullable Invocation fallback() {
    return fallback;
  }

  /** The objects of one run. */
  Scope scope(TaskContext context) {
    return core.providers().newScope(context, shared);
  }

  Loop loop(String duty, Loop.Action action) {
    return loop(duty, Loop.LONGEST, action);
  }

  /** A loop that waits no longer than so after a failure. */
  Loop loop(String duty, Duration longest, Loop.Action action) {
    return new Loop(
        "docket-" + duty + "-" + settings.name(),
        settings.reconnectionDelay(),
        longest,
        this::disrupted,
        action);
  }

  /** Counts what ended without a run here. */
  void count(List<Concluded> concluded) {
    core.count(concluded, settings.name());
  }

  void disrupted(Throwable error) {
    enter();
    core.telemetry().disrupted(settings.name());
    core.listeners().tell((DocketListener listener) -> listener.disrupted(error));
  }

  /** The present thread is one that its end waits for, and calls the user's code. */
  void enter() {
    inside.set(true);
  }

  /** Takes {@link #enter} back, for a thread that is not its own. */
  void exit() {
    inside.remove();
  }

  /** Whether its own end waits for what the present thread does: its handlers, its listeners. */
  boolean isInside() {
    return inside.get() != null;
  }

  /** Frees what its runs have shared. */
  void close() {
    shared.close();
  }
}
