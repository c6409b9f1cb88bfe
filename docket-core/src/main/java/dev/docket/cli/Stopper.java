package dev.docket.cli;

import dev.docket.Worker;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a worker in order when the process gets SIGTERM or SIGINT. The first signal lets what runs
 * finish, the second interrupts it and hands it back, the third ends the process at once.
 *
 * <p>A shutdown hook would not do: it runs while others already take away what the worker needs,
 * and it never learns of a second signal. {@code sun.misc.Signal} is called by reflection, since
 * javac warns of each mention; on a Java without it there is the hook.
 */
final class Stopper {

  private static final Logger LOG = LoggerFactory.getLogger(Stopper.class);

  // Guarded by this.
  private @Nullable Worker worker;
  private int count;
  private int exitCode = ExitCode.DONE;
  private final List<Runnable> undo = new ArrayList<>();

  /** Handles signals from now on. */
  static Stopper install() {
    Stopper stopper = new Stopper();
    try {
      for (String signal : List.of("INT", "TERM")) {
        stopper.handle(signal);
      }
    } catch (ReflectiveOperationException e) {
      LOG.debug("This Java tells of no signals; a shutdown hook stops the worker", e);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> stopper.asked("TERM")));
    }
    return stopper;
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler call =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                asked(name);
                yield null;
              }
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              default -> "docket";
            };
    Object proxy = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, call);
    Method handle = signal.getMethod("handle", signal, handler);
    Object number = signal.getConstructor(String.class).newInstance(name);
    try {
      Object before = handle.invoke(null, number, proxy);
      undo.add(() -> giveBack(handle, number, before));
    } catch (InvocationTargetException e) {
      // The JVM keeps the signal for itself: it was started with -Xrs, say.
      LOG.debug("SIG{} is not ours", name, e.getCause());
    }
  }

  private static void giveBack(Method handle, Object signal, Object handler) {
    try {
      handle.invoke(null, signal, handler);
    } catch (ReflectiveOperationException e) {
      LOG.debug("{} stays ours", signal, e);
    }
  }

  /** No worker is left to stop. Once a signal has come the process ends anyway. */
  synchronized void release() {
    if (count == 0) {
      undo.forEach(Runnable::run);
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

  /** What a shell reports of a process that a signal ended. */
  private static int codeOf(String signal) {
    return 128 + (signal.equals("INT") ? 2 : 15);
  }

  /** Each signal comes on a thread of its own. */
  private void asked(String name) {
    int nth;
    Worker running;
    synchronized (this) {
      nth = ++count;
      running = worker;
      if (nth > 1) {
        exitCode = codeOf(name);
      }
    }
    if (running == null) {
      // Nothing has begun that could be left half done.
      Runtime.getRuntime().halt(nth == 1 ? ExitCode.DONE : codeOf(name));
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
      default -> Runtime.getRuntime().halt(codeOf(name));
    }
  }
}
