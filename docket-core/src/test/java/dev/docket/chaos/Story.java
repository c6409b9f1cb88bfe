package dev.docket.chaos;

import java.util.ArrayList;
import java.util.List;

/** A hand-made journal. Times are small numbers; each method adds what a process would write. */
final class Story {

  private final List<Line> lines = new ArrayList<>();
  private int faults;

  Story write(String what, Object... namesAndValues) {
    lines.add(Line.of(what, namesAndValues));
    return this;
  }

  Story call(long n, String key, String task, long at) {
    return call(n, key, task, 0, 0, "", at);
  }

  Story call(long n, String key, String task, int delay, int last, String tenant, long at) {
    return write(
        "call", "n", n, "op", "add", "key", key, "task", task, "delay", delay, "last", last,
        "tenant", tenant, "at", at);
  }

  Story ack(long n, String answer, long at) {
    return write("ack", "n", n, "answer", answer, "at", at);
  }

  /** A plain submission of that number under the key k, acknowledged at once. */
  Story added(long n, long at) {
    return call(n, "k", "Plain", at).ack(n, "SCHEDULED", at);
  }

  Story dropped(long n, long at) {
    return write("drop", "n", n, "at", at).write("dropped", "n", n, "found", true, "at", at);
  }

  Story start(String run, long n, String worker, long claim) {
    return start(run, n, "k", "Plain", 1, 0, worker, "", claim);
  }

  Story start(
      String run,
      long n,
      String key,
      String task,
      int attempt,
      int step,
      String worker,
      String limit,
      long claim) {
    return write(
        "start", "run", run, "n", n, "key", key, "task", task, "attempt", attempt, "step", step,
        "worker", worker, "limit", limit, "claim", claim, "at", claim);
  }

  Story end(String run, String outcome, long at) {
    return write("end", "run", run, "outcome", outcome, "at", at);
  }

  Story settled(String run, String verdict, long at) {
    return write("settled", "run", run, "verdict", verdict, "at", at);
  }

  /** A run from its claim to its settled end. */
  Story ran(String run, long n, String worker, long from, long until) {
    return start(run, n, worker, from).end(run, "ok", until).settled(run, "SUCCEEDED", until);
  }

  Story fault(String kind, String target, long from, long until) {
    String id = "f" + faults++;
    return write("fault", "id", id, "kind", kind, "target", target, "at", from)
        .write("healed", "id", id, "at", until);
  }

  Story ban(String tenant, long struck, long restoring) {
    for (String step : List.of("striking", "struck", "restoring", "restored")) {
      long at = step.startsWith("str") ? struck : restoring;
      write("ban", "id", 1, "step", step, "tenant", tenant, "at", at);
    }
    return this;
  }

  /** The names of the invariants that are violated. */
  List<String> violated() {
    return Checker.check(EvidenceReader.read(lines)).stream()
        .filter(finding -> !finding.violations().isEmpty())
        .map(Finding::invariant)
        .toList();
  }

  /** The names of those that are not, because a crashed master may have lost writes. */
  List<String> excused() {
    return Checker.check(EvidenceReader.read(lines)).stream()
        .filter(finding -> !finding.excused().isEmpty())
        .map(Finding::invariant)
        .toList();
  }
}
