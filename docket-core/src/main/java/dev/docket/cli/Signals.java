package dev.docket.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of SIGTERM and SIGINT, each time, on a thread of its own.
 *
 * <p>A shutdown hook would not do: it runs while others already take away what has to be closed in
 * order, it never learns of a second signal, and the exit code is not ours. {@code sun.misc.Signal}
 * is called by reflection, since javac warns of each mention; on a Java without it there is the
 * hook.
 */
final class Signals {

  private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

  private final Consumer<String> asked;
  private final List<Runnable> undo = new ArrayList<>();

  private Signals(Consumer<String> asked) {
    this.asked = asked;
  }

  /** Tells of signals from now on, by their names without SIG. */
  static Signals to(Consumer<String> asked) {
    Signals signals = new Signals(asked);
    try {
      for (String signal : List.of("INT", "TERM")) {
        signals.handle(signal);
      }
    } catch (ReflectiveOperationException e) {
      LOG.debug("This Java tells of no signals; a shutdown hook does", e);
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().unstarted(() -> asked.accept("TERM")));
    }
    return signals;
  }

  /** What a shell reports of a process that a signal ended. */
  static int codeOf(String signal) {
    return 128 + (signal.equals("INT") ? 2 : 15);
  }

  /** Leaves the signals to whom they belonged before. */
  void release() {
    undo.forEach(Runnable::run);
  }

  @SuppressWarnings("ReferenceEquality") // a proxy equals itself only
  private void handle(String name) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    InvocationHandler call =
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "handle" -> {
                asked.accept(name);
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
}
