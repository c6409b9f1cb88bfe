package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.operations.Explanation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says what is left on a docket and why each execution does not end. */
final class Standstill {

  private static final int MOST = 20;
  private static final int FRAMES = 12;
  private static final int LOOKS = 20;

  private Standstill() {}

  /** One line for each, the ones that run first; with the stack of a handler that runs. */
  static String of(Docket docket, RunRecorder recorder) {
    Map<String, ExecutionRecord> left = left(docket);
    List<String> lines = new ArrayList<>();
    left.values().stream()
        .limit(MOST)
        .forEach(record -> lines.add("  " + explain(record, docket, recorder)));
    if (left.size() > MOST) {
      lines.add("  … and %d more".formatted(left.size() - MOST));
    }
    return lines.isEmpty() ? "  nothing is left" : String.join("\n", lines);
  }

  /** A snapshot takes several looks: what moves meanwhile is in it twice, or not at all. */
  private static Map<String, ExecutionRecord> left(Docket docket) {
    Map<String, ExecutionRecord> left = new LinkedHashMap<>();
    for (int look = 0; look < LOOKS && left.isEmpty(); look++) {
      DocketSnapshot snapshot = docket.snapshot();
      Stream.concat(snapshot.running().stream(), snapshot.future().stream())
          .forEach(record -> left.putIfAbsent(record.key(), record));
    }
    return left;
  }

  private static String explain(ExecutionRecord record, Docket docket, RunRecorder recorder) {
    // Seen at the moment of a delivery, a task that nobody knows looks as if it were about to
    // start.
    boolean unknown =
        record.state() != ExecutionState.RUNNING
            && !docket.workers().isEmpty()
            && docket.workersFor(record.taskName()).isEmpty();
    String why =
        unknown
            ? "no live worker knows task %s; register its handler on the docket before the worker starts"
                .formatted(record.taskName())
            : docket.operations().explain(record.key()).map(Explanation::text).orElse("is gone");
    return "%s[%s] %s%s"
        .formatted(
            record.taskName(),
            record.key(),
            why,
            recorder.running(record.key()).map(Standstill::where).orElse(""));
  }

  private static String where(RunEntry run) {
    StackTraceElement[] stack = run.stack();
    return stack.length == 0
        ? ", and its thread has ended"
        : "%n      its handler has run for %s and is at%n%s"
            .formatted(Lanes.shown(run.run().took()), stack(stack));
  }

  private static String stack(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .limit(FRAMES)
        .map(frame -> "      at " + frame)
        .collect(Collectors.joining("\n"));
  }
}
