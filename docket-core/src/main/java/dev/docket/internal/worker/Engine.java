package dev.docket.internal.worker;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.RunReport;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.WorkerHealth;
import dev.docket.internal.redis.Concluded;
import dev.docket.internal.redis.DeliveryStore;
import dev.docket.internal.redis.DeliveryStore.Settled;
import dev.docket.internal.redis.DeliveryStore.Unfinished;
import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.internal.task.Invocation;
import dev.docket.internal.task.Scope;
import dev.docket.internal.task.SharedScope;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One start of a worker: its parts, what it runs, and the order in which it all stops. Stop order:
 * no new claims; no promotions and sweeps; runs end (or are interrupted and handed back); outcomes
 * are settled; leases end; farewell.
 */
public final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Core core;
  private final Docket docket;
  private final Worker worker;
  private final WorkerSettings settings;
  private final boolean finishing;
  private final RunBudget budget;
  private final Identity identity;
  private final DeliveryStore deliveries;
  private final Runs runs;
  private final Tally tally = new Tally();
  private final RunLog runLog;
  private final SharedScope shared;
  private final ScheduledExecutorService timer;
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final @Nullable Invocation fallback;
  private volatile @Nullable Duration drainTimeout;
  private volatile boolean crashed;
  private volatile boolean frozen;
  private final Settler settler;
  private final LeaseKeeper leases;
  private final Promoter promoter;
  private final PerpetualSeeder seeder;
  private final Sweeper sweeper;
  private final Fetcher fetcher;
  private final HealthCheck health;
  private final Later firstInterval = new Later();

  /** An engine that runs until it is stopped, or until nothing is left to do. */
  public Engine(
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
    this.drainTimeout = settings.drainTimeout();
    this.budget = budget;
    this.identity =
        new Identity(
            settings.name(),
            settings.name() + "@" + UUID.randomUUID().toString().substring(0, 8),
            settings.concurrency(),
            core.silence(),
            settings.redeliveryTimeout(),
            core.heartbeatInterval());
    this.deliveries =
        new DeliveryStore(
            core.link(), core.keys(), core.time(), core.retention(), settings.redeliveryTimeout());
    this.runs = new Runs(settings.concurrency());
    this.runLog = new RunLog(core, settings.name(), tally);
    this.shared = core.providers().newSharedScope();
    this.timer = RunTimeout.newTimer(settings.name());
    this.fallback = settings.fallbackInvocation();
    this.settler =
        new Settler(
            deliveries,
            settings.name(),
            settings.reconnectionDelay(),
            this::settled,
            this::disrupted);
    this.leases = new LeaseKeeper(this, identity, core.heartbeatInterval());
    this.promoter = new Promoter(this, settings.schedulingResolution());
    this.seeder = new PerpetualSeeder(this, settings.scheduleAutomaticTasks());
    this.sweeper =
        new Sweeper(this, identity, core.heartbeatInterval(), settings.maxDeliveries(), seeder);
    this.fetcher =
        new Fetcher(
            this,
            core.link().reader(core.keys(), identity.consumer()),
            new Claimer(this, deliveries, runs.permits()),
            runs,
            settings.minimumCheckInterval());
    this.health =
        new HealthCheck(
            fetcher,
            leases,
            core.heartbeatInterval(),
            settings.minimumCheckInterval(),
            settings.concurrency());
  }

  /** Runs on the caller's thread until stopped or finished; an interrupt of it is a stop. */
  public RunReport run() {
    boolean interrupted = false;
    try {
      begin();
      stopAsked.await();
    } catch (InterruptedException e) {
      LOG.debug("Worker {} was interrupted: it stops", settings.name());
      interrupted = true;
    } finally {
      end();
      ended.countDown();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return tally.report();
  }

  /** Waits until {@link #run} is done; called from one of its own runs it does not wait. */
  public void awaitEnd() {
    if (Thread.currentThread().getName().startsWith("docket-run-")) {
      return;
    }
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the engine to stop; {@link #run} returns when it has. */
  public void stop() {
    stopAsked.countDown();
  }

  /** Asks the engine to stop, with another limit for the runs that it waits for. */
  public void stopWithin(Duration drainTimeout) {
    this.drainTimeout = drainTimeout;
    stop();
    runs.ended().wake();
  }

  /** What a probe is told. */
  public WorkerHealth health() {
    return health.look(stopAsked.getCount() == 0, frozen, runs.size());
  }

  void finished() {
    stopAsked.countDown();
  }

  private void begin() {
    LOG.info(
        "Worker {} starts on docket {}: {}",
        settings.name(),
        docket.name(),
        core.registry().names());
    fetcher.start();
  }

  /**
   * Called by the fetcher's thread before it reads, again and again until it has gone through, so
   * that a Redis that is away at the start is waited for as at any other time.
   */
  void startParts() {
    CompletionStage<String> strikes = core.strikes().ask();
    leases.beat();
    core.strikes().load(strikes);
    seeder.seed();
    leases.start();
    promoter.start();
    afterFirstInterval();
  }

  /**
   * Neither leases nor the sweep have anything to do before; a worker that finishes sooner needs no
   * threads for them.
   */
  private void afterFirstInterval() {
    firstInterval.after(
        core.heartbeatInterval(),
        () -> {
          leases.begin();
          sweeper.start();
        });
  }

  private void end() {
    firstInterval.callOff();
    if (crashed) {
      return;
    }
    fetcher.stop();
    promoter.stop();
    sweeper.stop();
    promoter.join();
    sweeper.join();
    if (!runs.isIdle() && !finishing) {
      LOG.info("Worker {} stops: {} runs finish", settings.name(), runs.size());
    }
    new Drain(settings.name(), () -> drainTimeout, runs).await();
    if (crashed) {
      return;
    }
    settler.stop();
    leases.stop();
    Drain.briefly(this::leave);
    timer.shutdownNow();
    shared.close();
    LOG.info("Worker {} has stopped: {}", settings.name(), tally.report());
  }

  private void leave() {
    try {
      for (String key : budget.keys()) {
        count(core.schedule().cancel(key, "its runs are used up").concluded());
      }
      count(core.workers().farewell(identity));
    } catch (RuntimeException e) {
      LOG.warn("Worker {} could not take leave; others will find what it left", settings.name(), e);
    }
  }

  // Faults.

  /** Ends everything at once, as if the process had died. */
  public void crash() {
    crashed = true;
    frozen = true;
    firstInterval.callOff();
    fetcher.crash();
    leases.crash();
    promoter.stop();
    sweeper.stop();
    runs.all().forEach(run -> run.interrupt(Interruption.Reason.CRASH));
    runs.forget(); // a drain under way waits for nothing any more
    settler.stop();
    timer.shutdownNow();
    stopAsked.countDown();
  }

  /** Stops or resumes heartbeats and renewals. */
  public void freeze(boolean frozen) {
    this.frozen = frozen;
    leases.freeze(frozen);
  }

  /** After a crash or a freeze: it was last heard long ago. */
  public void lapse() {
    leases.awaitPass();
    core.workers().lapse(identity);
  }

  /** Closes the connection over which it reads. */
  public void killConnections() {
    fetcher.killConnection();
  }

  // For its parts.

  Core core() {
    return core;
  }

  Docket docket() {
    return docket;
  }

  Worker worker() {
    return worker;
  }

  String workerName() {
    return settings.name();
  }

  String consumer() {
    return identity.consumer();
  }

  Duration slotLease() {
    return settings.redeliveryTimeout();
  }

  Tally tally() {
    return tally;
  }

  ScheduledExecutorService timer() {
    return timer;
  }

  @Nullable Invocation fallback() {
    return fallback;
  }

  boolean isFinishing() {
    return finishing;
  }

  boolean isFrozen() {
    return frozen;
  }

  boolean isVirtual() {
    return core.time().clock() != null;
  }

  boolean isSpent(String key) {
    return budget.isSpent(key);
  }

  RunBudget budget() {
    return budget;
  }

  Runs runs() {
    return runs;
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

  Scope scope(TaskContext context) {
    return core.providers().newScope(context, shared);
  }

  void jumping(boolean jumping) {
    promoter.jumping(jumping);
  }

  void promoteSoon() {
    promoter.promoteSoon();
  }

  /** Ends a read that waits for work. */
  void lookAround() {
    fetcher.nudge();
  }

  void start(Run run) {
    runs.started(run);
    budget.started(run.key());
    if (leases.wasCancelledEarly(run)) {
      run.interrupt(Interruption.Reason.CANCEL);
    }
    Thread.ofVirtual().name("docket-run-", 0).start(run);
  }

  void runStarted(Run run) {
    runLog.started(run);
  }

  /** Its handler is done, however it ended and whatever becomes of the worker. */
  void runLeft(Run run, Duration took) {
    core.telemetry().runEnded(run.taskName(), settings.name(), took);
  }

  /** Counts what ended without a run here. */
  void count(List<Concluded> concluded) {
    core.count(concluded, settings.name());
  }

  void refused(String key, String task, int attempt, DocketListener.Outcome as) {
    runLog.refused(key, task, attempt, as);
  }

  void logFatal(Run run, Throwable error) {
    LOG.error("{}[{}] met an error of the virtual machine", run.taskName(), run.key(), error);
  }

  /** The handler is done. */
  void runEnded(Outcome outcome) {
    if (crashed) {
      return;
    }
    runs.left();
    settler.settle(outcome);
  }

  void runHandedBack(Run run) {
    if (crashed) {
      return;
    }
    try {
      count(deliveries.handBack(List.of(new Unfinished(run.delivery().sid(), run.epoch()))));
    } catch (RuntimeException e) {
      LOG.warn(
          "{}[{}] could not be handed back; it is redelivered later", run.taskName(), run.key(), e);
    }
    runs.handedBack(run);
    runLog.handedBack(run);
  }

  /** Redis has the outcome. Called by the settler's thread. */
  private void settled(Outcome outcome, Settled settled) {
    runLog.ended(outcome, settled);
    runs.settled(outcome.run());
    if (finishing && runs.isIdle()) {
      fetcher.nudge();
    }
  }

  private void disrupted(Throwable error) {
    core.telemetry().disrupted(settings.name());
    core.listeners().tell((DocketListener listener) -> listener.disrupted(error));
  }
}
