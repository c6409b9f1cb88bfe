package dev.docket.internal.worker;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Something brief that is done once a time has passed, unless it is called off before. It keeps no
 * thread waiting, so that what mostly is called off costs next to nothing.
 */
final class Later {

  private final CompletableFuture<Boolean> due = new CompletableFuture<>();

  void after(Duration delay, Runnable action) {
    due.completeOnTimeout(true, delay.toNanos(), TimeUnit.NANOSECONDS)
        .thenAccept(
            passed -> {
              if (passed) {
                action.run();
              }
            });
  }

  void callOff() {
    due.complete(false);
  }
}
