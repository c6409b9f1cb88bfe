package dev.docket.junit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.function.Consumer;

/**
 * Passes on what is printed, and gives the lines that the thread of a run prints to that run. So
 * the log of each execution is known, whatever writes it to the console.
 */
final class OutputTee implements AutoCloseable {

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final PrintStream outTee = tee(out);
  private final PrintStream errTee = tee(err);

  /** Takes the place of the standard streams, until it is closed. */
  OutputTee() {
    System.setOut(outTee);
    System.setErr(errTee);
  }

  @Override
  public void close() {
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
      original.write(value);
      RunEntry run = RunRecorder.current();
      if (run != null) {
        collect((byte) value, run::print);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      original.write(bytes, offset, length);
      RunEntry run = RunRecorder.current();
      if (run != null) {
        for (int n = offset; n < offset + length; n++) {
          collect(bytes[n], run::print);
        }
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
