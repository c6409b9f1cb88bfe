package dev.docket.internal.worker;

import dev.docket.DocketListener;
import dev.docket.internal.redis.DeliveryStore.Unfinished;
import dev.docket.internal.redis.SettlementStore;
import dev.docket.internal.redis.SettlementStore.Settled;
import dev.docket.internal.redis.WorkerStore.Renewal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes each run from its start until Redis has its outcome, or has it back. Called by the threads
 * of the runs, of the fetcher and of the settler.
 */
final class Runner {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);

  private final Shift shift;
  private final Runs runs;
  private final CancellationListener cancels;
  private final Runnable idle;
  private final RunLog log;
  private final ScheduledExecutorService timer;
  private final ThreadFactory threads = Thread.ofVirtual().name("docket-run-", 0).factory();
  private final Settler settler;
  private volatile boolean crashed;

  /** idle: called when a worker that ends by itself runs nothing any more. */
  Runner(Shift shift, CancellationListener cancels, Runnable idle) {
    this.shift = shift;
    this.runs = shift.runs();
    this.cancels = cancels;
    this.idle = idle;
    Core core = shift.core();
    this.log = new RunLog(core, shift.workerName(), shift.tally());
    this.timer = RunTimeout.newTimer(shift.workerName());
    this.settler =
        new Settler(
            new SettlementStore(shift.terms()),
            shift.workerName(),
            shift.settings().reconnectionDelay(),
            this::settled,
            shift::disrupted);
  }

  /** On which time-outs go off. */
  ScheduledExecutorService timer() {
    return timer;
  }

  void start(Run run) {
    runs.started(run);
    shift.budget().started(run.key());
    boolean perhapsCancelled = cancels.cameBefore(run);
    threads
        .newThread(
            () -> {
              shift.enter();
              if (perhapsCancelled) {
                askWhetherCancelled(run);
              }
              run.run();
            })
        .start();
  }

  /** The cancel may have been meant for an earlier execution of the key, which left no record. */
  private void askWhetherCancelled(Run run) {
    try {
      if (shift.core().workers().renew(shift.identity(), List.of(run.lease())).getFirst()
          == Renewal.CANCEL) {
        run.interrupt(Interruption.Reason.CANCEL);
      }
    } catch (RuntimeException e) {
      LOG.debug("Whether {} is cancelled is told by the next renewal of its lease", run.key(), e);
    }
  }

  /** Tells of an execution that ended without a start. */
  void refused(String key, String task, int attempt, DocketListener.Outcome as) {
    shift.enter();
    log.refused(key, task, attempt, as);
  }

  void started(Run run) {
    log.started(run);
  }

  /** Its handler is done, however it ended and whatever becomes of the worker. */
  void left(Run run, Duration took) {
    shift.core().telemetry().runEnded(run.taskName(), shift.workerName(), took);
  }

  /** The handler is done. */
  void ended(Outcome outcome) {
    if (crashed) {
      return;
    }
    runs.left(outcome.nanos());
    settler.settle(outcome);
  }

  /** The handler is done, without an outcome: others run it again. */
  void handBack(Run run) {
    if (crashed) {
      return;
    }
    try {
      Unfinished unfinished = new Unfinished(run.delivery().sid(), run.epoch());
      shift.count(shift.deliveries().handBack(shift.consumer(), List.of(unfinished)));
    } catch (RuntimeException e) {
      LOG.warn(
          "{}[{}] could not be handed back; it is redelivered later", run.taskName(), run.key(), e);
    }
    log.handedBack(run);
    runs.handedBack(run); // a stop may be over after this
  }

  /** Redis has the outcome. Called by the settler's thread. */
  private void settled(Outcome outcome, Settled settled) {
    shift.enter();
    log.ended(outcome, settled);
    runs.settled(outcome.run());
    if (shift.isFinishing() && runs.isIdle()) {
      idle.run();
    }
  }

  /** From now on nobody is told of any run, as if the process had died. */
  void crash() {
    crashed = true;
  }

  boolean isCrashed() {
    return crashed;
  }

  /** Ends its threads; the caller has seen to it that everything is settled. */
  void stop() {
    settler.stop();
    timer.shutdownNow();
  }
}
