package dev.docket.cli;

import dev.docket.Worker;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a worker in order when the process gets SIGTERM or SIGINT. The first signal lets what runs
 * finish, the second interrupts it and hands it back, the third ends the process at once.
 */
final class Stopper {

  private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

  // Guarded by this.
  private @Nullable Worker worker;
  private int count;
  private int exitCode = ExitCode.DONE;
  private @Nullable Signals signals;

  /** Handles signals from now on. */
  static Stopper install() {
    Stopper stopper = new Stopper();
    Signals signals = Signals.to(stopper::asked);
    synchronized (stopper) {
      stopper.signals = signals;
    }
    return stopper;
  }

  /** No worker is left to stop. Once a signal has come the process ends anyway. */
  synchronized void release() {
    if (count == 0) {
      Objects.requireNonNull(signals).release();
    }
  }

  /**
   * Says which worker there is to stop.
   *
   * @return false when a signal came before; then it must not run
   */
  synchronized boolean guard(Worker guarded) {
    worker = guarded;
    return count == 0;
  }

  /** What to exit with once the worker has ended. */
  synchronized int exitCode() {
    return exitCode;
  }

  /** Each signal comes on a thread of its own. */
  private void asked(String name) {
    int nth;
    Worker running;
    synchronized (this) {
      nth = ++count;
      running = worker;
      if (nth > 1) {
        exitCode = Signals.codeOf(name);
      }
    }
    if (running == null) {
      // Nothing has begun that could be left half done.
      Runtime.getRuntime().halt(nth == 1 ? ExitCode.DONE : Signals.codeOf(name));
      return;
    }
    switch (nth) {
      case 1 -> {
        LOG.info("SIG{}: worker {} stops; once more interrupts what runs", name, running.name());
        running.close();
      }
      case 2 -> {
        LOG.warn("SIG{} again: what runs is interrupted and handed back", name);
        running.stopWithin(Duration.ZERO);
      }
      default -> Runtime.getRuntime().halt(Signals.codeOf(name));
    }
  }
}
