package dev.docket.junit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Stack traces as a user wants them: without what Docket puts around a handler. */
final class Traces {

  private static final Pattern OURS =
      Pattern.compile(
          "(.*/)?(dev\\.docket\\.internal\\.|dev\\.docket\\.junit\\.(RunRecorder|TestThreads|Fixture)[.$]"
              + "|java\\.lang\\.VirtualThread\\.run).*");

  private Traces() {}

  /** Whether a frame says nothing about the user's code. */
  static boolean isOurs(String frame) {
    return OURS.matcher(frame).matches();
  }

  static String of(Throwable error) {
    StringWriter trace = new StringWriter();
    error.printStackTrace(new PrintWriter(trace));
    return of(trace.toString());
  }

  /** The same of one that was written already. */
  static String of(String trace) {
    return trace
        .lines()
        .filter(line -> !(line.strip().startsWith("at ") && isOurs(line.strip().substring(3))))
        .collect(Collectors.joining("\n"));
  }
}
