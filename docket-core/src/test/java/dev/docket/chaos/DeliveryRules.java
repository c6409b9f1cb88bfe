package dev.docket.chaos;

import static dev.docket.chaos.Evidence.NEVER;

import dev.docket.chaos.Evidence.Ran;
import dev.docket.chaos.Evidence.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** That nothing is lost, nothing comes from nowhere, and nothing runs twice without a reason. */
final class DeliveryRules {

  private final Evidence evidence;
  private final Map<Long, List<Ran>> runs;
  private final Map<Long, Sent> sent = new HashMap<>();

  DeliveryRules(Evidence evidence) {
    this.evidence = evidence;
    this.runs = evidence.runsByNumber();
    evidence.sent().forEach(submission -> sent.put(submission.n(), submission));
  }

  /**
   * What Docket acknowledged as scheduled ends: with a handler that returned, or, where it is made
   * to fail every time, with its last attempt. Excused is what somebody asked to cancel or to
   * replace, and what a strike covered.
   */
  Finding everyAcknowledgedAddRan() {
    Finding finding = new Finding(Invariants.RAN);
    for (Sent one : evidence.sent()) {
      if (one.acknowledged() && one.dropCalled() == NEVER && !struck(one)) {
        finding.check(
            runs.getOrDefault(one.n(), List.of()).stream().anyMatch(run -> ends(one, run)),
            lostWithAMaster(one),
            "%s was acknowledged and never ran to its end; its runs: %s",
            one,
            runs.getOrDefault(one.n(), List.of()));
      }
    }
    return finding;
  }

  private static boolean ends(Sent one, Ran run) {
    return switch (one.task()) {
      case "Hopeless" -> run.attempt() == Tasks.HOPELESS_ATTEMPTS && run.end() != NEVER;
      case "Tick" -> run.step() == one.last() && run.ok();
      default -> run.ok();
    };
  }

  private boolean struck(Sent one) {
    return evidence.bans().stream()
        .anyMatch(ban -> ban.tenant().equals(one.tenant()) && ban.restored() >= one.called());
  }

  private boolean lostWithAMaster(Sent one) {
    long last =
        runs.getOrDefault(one.n(), List.of()).stream()
            .mapToLong(Ran::claim)
            .max()
            .orElse(one.answered());
    return evidence.mayBeLost(one.called(), last + Settings.LEASE.toMillis());
  }

  /**
   * Something of that key was pending or running during the call: it ended after the call began. A
   * run whose outcome did not count goes on in the next one. A call that was sent twice, because
   * the connection broke, must know itself.
   */
  Finding alreadyScheduledMeansThatSomethingWas() {
    Finding finding = new Finding(Invariants.ALREADY);
    Map<String, List<Ran>> byKey = new HashMap<>();
    evidence
        .ran()
        .forEach(run -> byKey.computeIfAbsent(run.key(), key -> new ArrayList<>()).add(run));
    for (Sent one : evidence.sent()) {
      if (one.answer().equals("ALREADY_SCHEDULED")) {
        finding.check(
            wasThere(byKey.getOrDefault(one.key(), List.of()), one.called()),
            evidence.mayBeLost(one.called(), one.answered()),
            "%s was refused although nothing of its key was there",
            one);
      }
    }
    return finding;
  }

  private static boolean wasThere(List<Ran> runs, long called) {
    for (int i = 0; i < runs.size(); i++) {
      Ran run = runs.get(i);
      boolean last = i == runs.size() - 1;
      long until = run.accepted() ? run.settled() : last ? NEVER : runs.get(i + 1).claim();
      if (until >= called) {
        return true;
      }
    }
    return false;
  }

  Finding noRunWithoutSubmission() {
    Finding finding = new Finding(Invariants.KNOWN);
    for (Ran run : evidence.ran()) {
      Sent one = sent.get(run.n());
      finding.check(
          one != null && one.task().equals(run.task()) && hasKey(one, run),
          "%s was never submitted like that: %s",
          run,
          one);
    }
    return finding;
  }

  /** A key that Docket made is known only to who got the answer. */
  private static boolean hasKey(Sent one, Ran run) {
    return one.key().isEmpty() || one.key().equals(run.key());
  }

  /**
   * The same attempt of the same execution runs again only when its former run was cut off: its
   * worker was killed, paused past its lease, or drained, before it knew that Redis had the
   * outcome. A call that was sent twice, because the connection broke, runs once.
   */
  Finding extraRunsAreExplained() {
    Finding finding = new Finding(Invariants.EXTRA);
    for (List<Ran> same : attempts().values()) {
      for (int i = 1; i < same.size(); i++) {
        Ran former = same.get(i - 1);
        Ran extra = same.get(i);
        finding.check(
            explained(former, extra),
            evidence.mayBeLost(former.claim(), extra.claim()),
            "%s ran again although nothing had happened to %s; all that happened about then: %s",
            extra,
            former,
            evidence.about(former.claim(), extra.claim()));
      }
    }
    return finding;
  }

  private static boolean explained(Ran former, Ran extra) {
    return !former.accepted()
        && (former.handedBack() || (former.lost() && former.live() <= extra.claim()));
  }

  /** Runs of one attempt of one step, in the order of their claims. */
  private Map<String, List<Ran>> attempts() {
    Map<String, List<Ran>> same = new LinkedHashMap<>();
    for (Ran run : evidence.ran()) {
      String name = run.n() + " " + run.step() + " " + run.attempt();
      same.computeIfAbsent(name, any -> new ArrayList<>()).add(run);
    }
    return same;
  }

  /**
   * Attempts begin at 1, leave none out, and go no further than the task's failures lead: being
   * redelivered uses none up.
   */
  Finding attemptsAreCounted() {
    Finding finding = new Finding(Invariants.ATTEMPTS);
    runs.forEach(
        (n, all) -> {
          TreeSet<Integer> seen = new TreeSet<>();
          all.forEach(run -> seen.add(run.attempt()));
          boolean unbroken = seen.first() == 1 && seen.last() == seen.size();
          boolean once =
              all.stream()
                  .allMatch(run -> run.attempt() == 1 || failedBefore(all, run.attempt() - 1));
          finding.check(
              unbroken && once,
              evidence.mayBeLost(all.getFirst().claim(), all.getLast().claim()),
              "The attempts of %d were %s: %s",
              n,
              seen,
              all);
        });
    return finding;
  }

  private static boolean failedBefore(List<Ran> all, int attempt) {
    return all.stream().anyMatch(run -> run.attempt() == attempt && run.outcome().equals("failed"));
  }
}
