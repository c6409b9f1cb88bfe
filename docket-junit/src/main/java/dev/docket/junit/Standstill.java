package dev.docket.junit;

import static dev.docket.operations.Explanation.Reason.NO_WORKER;
import static dev.docket.operations.Explanation.Reason.NO_WORKER_KNOWS_IT;
import static dev.docket.operations.Explanation.Reason.WAITS_FOR_SLOT;

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
import java.util.Optional;
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
  static Map<String, ExecutionRecord> left(Docket docket) {
    Map<String, ExecutionRecord> left = new LinkedHashMap<>();
    for (int look = 0; look < LOOKS && left.isEmpty(); look++) {
      DocketSnapshot snapshot = docket.snapshot();
      Stream.concat(snapshot.running().stream(), snapshot.future().stream())
          .forEach(record -> left.putIfAbsent(record.key(), record));
    }
    return left;
  }

  private static String explain(ExecutionRecord record, Docket docket, RunRecorder recorder) {
    return "%s[%s] %s%s"
        .formatted(
            record.taskName(),
            record.key(),
            why(record, docket, recorder),
            recorder.running(record.key()).map(Standstill::where).orElse(""));
  }

  /** Why it does not end. */
  static String why(ExecutionRecord record, Docket docket, RunRecorder recorder) {
    Optional<Explanation> explanation = docket.operations().explain(record.key());
    return isUnknown(record, docket, explanation.map(Explanation::reason))
        ? "no live worker knows task %s; register its handler on the docket before the worker starts"
            .formatted(record.taskName())
        : explanation.map(why -> text(why, record, recorder)).orElse("is gone");
  }

  /**
   * How long a run of this test has lasted is told with it, in real time: by the docket's clock,
   * which stands still, it would be no time at all.
   */
  private static String text(Explanation why, ExecutionRecord record, RunRecorder recorder) {
    String runs = why.reason() == WAITS_FOR_SLOT ? why.blockedBy() : record.key();
    return runs != null && recorder.running(runs).isPresent() ? why.timeless() : why.text();
  }

  /**
   * Whether it waits for a handler. Seen at the moment of a delivery, a task that nobody knows
   * looks as if it were about to start; when no worker is alive, as if one were all that is
   * missing; and the worker may end while one looks.
   */
  private static boolean isUnknown(
      ExecutionRecord record, Docket docket, Optional<Explanation.Reason> reason) {
    if (reason.equals(Optional.of(NO_WORKER_KNOWS_IT))) {
      return true;
    }
    boolean forgotten =
        reason.equals(Optional.of(NO_WORKER)) && isForgotten(record.taskName(), docket);
    return !record.state().isTerminal()
        && record.state() != ExecutionState.RUNNING
        && docket.workersFor(record.taskName()).isEmpty()
        && (forgotten || !docket.workers().isEmpty());
  }

  /** Whether nobody has registered a handler of it here. */
  private static boolean isForgotten(String taskName, Docket docket) {
    return docket.operations().tasks().stream().noneMatch(task -> task.name().equals(taskName));
  }

  private static String where(RunEntry run) {
    StackTraceElement[] stack = run.stack();
    return stack.length == 0
        ? ", and its thread has ended"
        : "%n      its handler has run for %s and is at%n%s"
            .formatted(Lanes.shown(run.run().took()), stack(stack));
  }

  static String stack(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .filter(frame -> !Traces.isOurs(frame.toString()))
        .limit(FRAMES)
        .map(frame -> "      at " + frame)
        .collect(Collectors.joining("\n"));
  }
}
