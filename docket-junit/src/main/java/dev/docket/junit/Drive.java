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

  private final Worker worker;
  private final RunRecorder recorder;
  private final HangWatch watch;
  private final BooleanSupplier enough;
  private final Supplier<Instant> progress;
  private Map<String, Integer> runsBefore;
  private Instant reached;
  private boolean stopping;
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
    long since = System.nanoTime();
    while (!done.isDone()) {
      long now = recorder.pulse().awaitAfter(seen, LOOK);
      if (now > seen) {
        seen = now;
        since = System.nanoTime();
        look();
      } else if (watch.isHang(Duration.ofNanos(System.nanoTime() - since))) {
        AssertionError error = watch.quiet();
        end(done);
        throw error;
      }
    }
  }

  private void look() {
    if (stopping) {
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
    stopping = true;
    Thread.ofVirtual().start(HangWatch.apart(worker::stop));
  }

  /** It may never end by itself. */
  private void end(CompletableFuture<RunReport> done) throws InterruptedException {
    try {
      worker.faults().crash();
      done.get(1, TimeUnit.SECONDS);
    } catch (IllegalStateException | ExecutionException | TimeoutException e) {
      // It has ended at last, or its threads end later.
    }
  }
}
