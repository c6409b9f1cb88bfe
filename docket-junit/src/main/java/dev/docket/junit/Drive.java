package dev.docket.junit;

import dev.docket.RunReport;
import dev.docket.Worker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has a worker work on a thread of its own, and watches that it gets on. */
final class Drive {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Worker worker;
  private final RunRecorder recorder;
  private final HangWatch watch;
  private final BooleanSupplier enough;
  private final Supplier<Instant> progress;
  private Map<String, Integer> runsBefore;
  private Instant reached;
  private @Nullable Thread stopping;
  private @Nullable AssertionError endless;

  /**
   * Watches over one call.
   *
   * @param enough ends it
   * @param progress what the call is bounded by: as long as that moves on, runs may be many
   */
  Drive(
      Worker worker,
      RunRecorder recorder,
      HangWatch watch,
      BooleanSupplier enough,
      Supplier<Instant> progress) {
    this.worker = worker;
    this.recorder = recorder;
    this.watch = watch;
    this.enough = enough;
    this.progress = progress;
    this.runsBefore = recorder.runsByKey();
    this.reached = progress.get();
  }

  RunReport run(Supplier<RunReport> work) {
    CompletableFuture<RunReport> done = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("docket-test-" + worker.name())
        .start(
            HangWatch.apart(
                () -> {
                  try {
                    done.complete(work.get());
                  } catch (Throwable e) {
                    done.completeExceptionally(e);
                  }
                  recorder.pulse().beat();
                }));
    try {
      watch(done);
      if (stopping != null) {
        // What stops too late would stop the next one.
        stopping.join();
      }
      if (endless != null) {
        throw endless;
      }
      return done.join();
    } catch (InterruptedException e) {
      // JUnit's @Timeout interrupts: what is worth knowing is what the worker waits for.
      AssertionError error = watch.hangs("The test was interrupted while its worker ran");
      worker.faults().crash();
      Thread.currentThread().interrupt();
      throw error;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException thrown ? thrown : e;
    }
  }

  private void watch(CompletableFuture<RunReport> done) throws InterruptedException {
    long seen = recorder.pulse().beats();
    Silence silence = new Silence();
    while (!done.isDone()) {
      long now = recorder.pulse().awaitAfter(seen, LOOK);
      silence.look();
      if (now > seen) {
        seen = now;
        silence.end();
        look();
      } else if (watch.isHang(silence) && recorder.pulse().beats() == seen) {
        requireMore(done);
      }
    }
  }

  /** Throws, unless it ends just now. */
  private void requireMore(CompletableFuture<RunReport> done) throws InterruptedException {
    if (watch.isOver() && endsWithin(done, GRACE)) {
      return;
    }
    AssertionError error = watch.quiet();
    if (done.isDone()) {
      return;
    }
    end(done);
    throw error;
  }

  private static boolean endsWithin(CompletableFuture<RunReport> done, Duration grace)
      throws InterruptedException {
    try {
      done.get(grace.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  private void look() {
    if (stopping != null) {
      return;
    }
    Instant now = progress.get();
    if (now.isAfter(reached)) {
      reached = now;
      runsBefore = recorder.runsByKey();
    }
    if (enough.getAsBoolean()) {
      stop();
    } else if (recorder.mostRuns() > HangWatch.MOST_RUNS) {
      recorder.runsByKey().forEach(this::requireAnEnd);
    }
  }

  private void requireAnEnd(String key, int runs) {
    int here = runs - runsBefore.getOrDefault(key, 0);
    if (here > HangWatch.MOST_RUNS && endless == null) {
      endless = HangWatch.endless(key, here);
      stop();
    }
  }

  /** On another thread, so that a handler that never returns is still noticed here. */
  private void stop() {
    stopping = Thread.ofVirtual().start(HangWatch.apart(worker::stop));
  }

  /** It may never end by itself. */
  private void end(CompletableFuture<RunReport> done) throws InterruptedException {
    try {
      worker.faults().crash();
      endsWithin(done, GRACE); // or its threads end later
    } catch (IllegalStateException e) {
      // It has ended at last.
    }
  }
}
