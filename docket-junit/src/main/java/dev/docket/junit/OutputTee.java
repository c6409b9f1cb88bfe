package dev.docket.junit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what is printed, and gives the lines that the thread of a run prints to that run. So
 * the log of each execution is known, whatever writes it to the console.
 */
final class OutputTee {

  private static final ReentrantLock LOCK = new ReentrantLock();

  // The standard streams are the JVM's, so this is too. Guarded by LOCK.
  private static @Nullable OutputTee installed;
  private static int users;

  /** Whether this thread is in a tee already; one under another must not count twice. */
  private static final ThreadLocal<Boolean> BUSY = ThreadLocal.withInitial(() -> false);

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final PrintStream outTee = tee(out);
  private final PrintStream errTee = tee(err);

  /** Takes the place of the standard streams while at least one test has a docket. */
  static void acquire() {
    LOCK.lock();
    try {
      if (users++ == 0) {
        OutputTee tee = new OutputTee();
        System.setOut(tee.outTee);
        System.setErr(tee.errTee);
        installed = tee;
      }
    } finally {
      LOCK.unlock();
    }
  }

  static void release() {
    LOCK.lock();
    try {
      OutputTee tee = installed;
      if (--users == 0 && tee != null) {
        tee.remove();
        installed = null;
      }
    } finally {
      LOCK.unlock();
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very stream that was put there
  private void remove() {
    outTee.flush();
    errTee.flush();
    if (System.out == outTee) {
      System.setOut(out);
    }
    if (System.err == errTee) {
      System.setErr(err);
    }
  }

  private static PrintStream tee(PrintStream original) {
    return new PrintStream(new Tee(original), true, original.charset());
  }

  private static final class Tee extends OutputStream {
    private final PrintStream original;
    private final Charset charset;

    /** The line that a thread has begun. */
    private final ThreadLocal<ByteArrayOutputStream> begun =
        ThreadLocal.withInitial(ByteArrayOutputStream::new);

    Tee(PrintStream original) {
      this.original = original;
      this.charset = original.charset();
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      RunEntry run = RunRecorder.current();
      if (run == null || BUSY.get()) {
        original.write(bytes, offset, length);
        return;
      }
      BUSY.set(true);
      try {
        original.write(bytes, offset, length);
      } finally {
        BUSY.set(false);
      }
      for (int n = offset; n < offset + length; n++) {
        collect(bytes[n], run::print);
      }
    }

    private void collect(byte value, Consumer<String> lines) {
      ByteArrayOutputStream line = begun.get();
      if (value != '\n') {
        line.write(value);
        return;
      }
      String text = line.toString(charset);
      line.reset();
      lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
    }

    @Override
    public void flush() {
      original.flush();
    }
  }
}
