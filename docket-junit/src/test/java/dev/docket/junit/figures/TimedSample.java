package dev.docket.junit.figures;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** What most tests are: one task is added, and run. */
abstract class TimedSample {

  record Ping(int number) implements Task {}

  static void addAndRun(Docket docket, Worker worker, int number) {
    docket.register(Ping.class, ping -> {});
    docket.add(new Ping(number));
    worker.runUntilFinished();
  }

  /**
   * Takes the time of a test, from before its docket is made to after its teardown. To be
   * registered before the extension of Docket, so that it is the outer one.
   */
  static final class Stopwatch implements BeforeEachCallback, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(Stopwatch.class);

    @Override
    public void beforeEach(ExtensionContext context) {
      context.getStore(NAMESPACE).put(Method.class, System.nanoTime());
    }

    @Override
    public void afterEach(ExtensionContext context) {
      long start = context.getStore(NAMESPACE).get(Method.class, Long.class);
      Figures.NANOS.add(System.nanoTime() - start);
    }
  }
}
