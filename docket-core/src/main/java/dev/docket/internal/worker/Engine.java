package dev.docket.internal.worker;

import dev.docket.Docket;
import dev.docket.RunReport;
import dev.docket.Worker;
import dev.docket.WorkerHealth;
import dev.docket.internal.redis.SlotStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one start of a worker: its parts, and the order in which they start and stop. Stop
 * order: no new claims; no promotions and sweeps; runs end (or are interrupted and handed back);
 * outcomes are settled; leases end; farewell.
 */
public final class Engine {

  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  private final Core core;
  private final Shift shift;
  private final CancellationListener cancels;
  private final Runner runner;
  private final LeaseKeeper leases;
  private final Promoter promoter;
  private final PerpetualSeeder seeder;
  private final Sweeper sweeper;
  private final Fetcher fetcher;
  private final HealthCheck health;
  private final Later firstInterval = new Later();
  private final CountDownLatch stopAsked = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable Duration drainTimeout;

  /** An engine that runs until it is stopped, or until nothing is left to do. */
  public Engine(
      Core core,
      Docket docket,
      Worker worker,
      WorkerSettings settings,
      boolean finishing,
      RunBudget budget) {
    this.core = core;
    this.drainTimeout = settings.drainTimeout();
    this.shift = new Shift(core, docket, worker, settings, finishing, budget);
    this.cancels = new CancellationListener(shift.runs());
    this.runner = new Runner(shift, cancels, this::lookAround);
    this.leases = new LeaseKeeper(shift, cancels);
    this.promoter = new Promoter(shift);
    this.seeder = new PerpetualSeeder(core, budget, settings.scheduleAutomaticTasks());
    this.sweeper = new Sweeper(shift, seeder);
    this.fetcher =
        new Fetcher(
            shift, new Claimer(shift, runner), promoter, this::startParts, stopAsked::countDown);
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
    shift.enter();
    try {
      begin();
      if (shift.isFinishing()) {
        Vigil.await(stopAsked, List.of(vigil()));
      } else {
        stopAsked.await();
      }
    } catch (InterruptedException e) {
      LOG.debug("Worker {} was interrupted: it stops", shift.workerName());
      interrupted = true;
    } finally {
      try {
        end(interrupted);
      } finally {
        shift.exit();
        ended.countDown();
        core.crew().leave(this);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return shift.tally().report();
  }

  /** Whether its own end waits for what the present thread does: its handlers, its listeners. */
  public boolean isInside() {
    return shift.isInside();
  }

  /** Waits until {@link #run} is done. Not to be called from {@link #isInside inside}. */
  public void awaitEnd() {
    try {
      Vigil.await(ended, List.of(vigil()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A wait for it, from now on. */
  Vigil vigil() {
    return new Vigil(shift, this::crash, false);
  }

  /** Asks the engine to stop; {@link #run} returns when it has. */
  public void stop() {
    stopAsked.countDown();
  }

  /** Asks the engine to stop, with another limit for the runs that it waits for. */
  public void stopWithin(Duration drainTimeout) {
    this.drainTimeout = drainTimeout;
    stop();
    shift.runs().ended().wake();
  }

  /** What a probe is told. */
  public WorkerHealth health() {
    return health.look(stopAsked.getCount() == 0, shift.runs().size());
  }

  private void begin() {
    LOG.info(
        "Worker {} starts on docket {}: {}",
        shift.workerName(),
        shift.docket().name(),
        core.registry().names());
    fetcher.start();
  }

  /** Called by the fetcher's thread, which tries again what Redis does not let go through. */
  private void startParts() {
    CompletionStage<String> strikes = core.strikes().ask();
    leases.beat();
    new SlotStore(core.link(), core.keys())
        .widen(Gates.limits(core.registry().all()), shift.slotLease());
    core.strikes().load(strikes);
    seeder.seed();
    cancels.start(core.link(), core.keys());
    leases.start();
    promoter.start();
    afterFirstInterval();
  }

  /**
   * Neither leases nor the sweep have anything to do before; a worker that ends sooner needs no
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

  private void lookAround() {
    fetcher.nudge();
  }

  private void end(boolean interrupted) {
    if (runner.isCrashed()) {
      return;
    }
    fetcher.stop();
    promoter.stop();
    sweeper.stop();
    promoter.join();
    sweeper.join();
    Runs runs = shift.runs();
    if (!runs.isIdle() && !shift.isFinishing()) {
      LOG.info("Worker {} stops: {} runs finish", shift.workerName(), runs.size());
    }
    // Else those look on who wait for this end on threads of their own.
    Runnable look =
        shift.isFinishing() ? new Vigil(shift, this::crash, interrupted)::look : () -> {};
    new Drain(shift.workerName(), () -> drainTimeout, runs, look).await();
    if (runner.isCrashed()) {
      return;
    }
    runner.stop();
    firstInterval.callOff(); // not before: a drain may last longer, and needs its leases
    leases.stop();
    cancels.stop();
    Drain.briefly(this::takeLeave);
    shift.close();
    LOG.info("Worker {} has stopped: {}", shift.workerName(), shift.tally().report());
  }

  private void takeLeave() {
    try {
      for (String key : shift.budget().keys()) {
        shift.count(
            core.link().await(core.schedule().cancel(key, "its runs are used up")).concluded());
      }
      shift.count(core.workers().farewell(shift.identity()));
    } catch (RuntimeException e) {
      LOG.warn(
          "Worker {} could not take leave; others will find what it left", shift.workerName(), e);
    }
  }

  // Faults.

  /** Ends everything at once, as if the process had died. */
  void crash() {
    runner.crash();
    sweeper.stop();
    firstInterval.callOff();
    fetcher.crash();
    leases.crash();
    cancels.stop();
    promoter.stop();
    shift.runs().all().forEach(run -> run.interrupt(Interruption.Reason.CRASH));
    shift.runs().forget(); // a drain under way waits for nothing any more
    runner.stop();
    stopAsked.countDown();
  }

  /** Stops or resumes heartbeats, renewals and sweeps. */
  void freeze(boolean frozen) {
    sweeper.freeze(frozen);
    leases.freeze(frozen);
  }

  /** After a crash or a freeze: it was last heard long ago. */
  void lapse() {
    leases.awaitPass();
    core.workers().lapse(shift.identity());
  }

  /** Closes the connection over which it reads. */
  void killConnections() {
    fetcher.killConnection();
  }
}
