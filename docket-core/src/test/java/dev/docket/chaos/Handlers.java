package dev.docket.chaos;

import dev.docket.Docket;
import dev.docket.chaos.Tasks.Flaky;
import dev.docket.chaos.Tasks.Hopeless;
import dev.docket.chaos.Tasks.Limited;
import dev.docket.chaos.Tasks.Metered;
import dev.docket.chaos.Tasks.Plain;
import dev.docket.chaos.Tasks.Tenanted;
import dev.docket.chaos.Tasks.Tick;

/** What the tasks do: take their time, and fail when told to. */
final class Handlers {

  private Handlers() {}

  static void register(Docket docket) {
    docket.register(Plain.class, task -> work(task.millis()));
    docket.register(Limited.class, task -> work(task.millis()));
    docket.register(Metered.class, task -> work(task.millis()));
    docket.register(Tenanted.class, task -> work(task.millis()));
    docket.register(
        Flaky.class,
        (task, context) -> {
          work(task.millis());
          if (context.attempt() <= task.failures()) {
            throw new IllegalStateException("as told, attempt " + context.attempt());
          }
        });
    docket.register(
        Hopeless.class,
        task -> {
          work(task.millis());
          throw new IllegalStateException("as always");
        });
    docket.register(
        Tick.class,
        (tick, context) -> {
          work(tick.millis());
          if (tick.step() == tick.last()) {
            context.perpetual().cancel();
          } else {
            context
                .perpetual()
                .next(new Tick(tick.n(), tick.millis(), tick.step() + 1, tick.last()));
          }
        });
  }

  /** Stands for waiting for something else, which is what most tasks do. */
  private static void work(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }
}
