package dev.docket.junit;

import dev.docket.Disposition;
import dev.docket.DocketListener;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened on the docket of a test, line by line. */
final class Timeline implements DocketListener {

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final List<String> failures = new CopyOnWriteArrayList<>();

  @Override
  public void scheduled(String key, String taskName, Instant when, Disposition disposition) {
    lines.add("%s[%s] %s, due %s".formatted(taskName, key, disposition, when));
  }

  @Override
  public void runStarted(RunStarted run) {
    lines.add(
        "%s[%s] attempt %d starts on %s at %s"
            .formatted(run.taskName(), run.key(), run.attempt(), run.worker(), run.startedAt()));
  }

  @Override
  public void runEnded(RunEnded run) {
    lines.add(
        "%s[%s] attempt %d ends on %s: %s"
            .formatted(run.taskName(), run.key(), run.attempt(), run.worker(), run.outcome()));
    Throwable error = run.error();
    if (error != null) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      failures.add("%s[%s]: %s".formatted(run.taskName(), run.key(), trace));
    }
  }

  List<String> lines() {
    return lines;
  }

  List<String> failures() {
    return failures;
  }
}
