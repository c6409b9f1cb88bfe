package dev.docket.chaos;

import static dev.docket.chaos.Evidence.NEVER;

import dev.docket.chaos.Evidence.Ran;
import dev.docket.chaos.Evidence.Sent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** That things happen in their order: not together, not early, not after they were taken back. */
final class OrderRules {

  private final Evidence evidence;
  private final Map<Long, List<Ran>> runs;

  OrderRules(Evidence evidence) {
    this.evidence = evidence;
    this.runs = evidence.runsByNumber();
  }

  /**
   * Two runs of one key overlap only when the worker of the first was killed or paused past its
   * lease: what it does after that does not count, since nobody can stop a paused process from
   * going on when it wakes. Also allowed is a run beside its replaced predecessor, which may
   * finish.
   */
  Finding noOverlap() {
    Finding finding = new Finding(Invariants.OVERLAP);
    Map<String, List<Ran>> byKey = new HashMap<>();
    evidence
        .ran()
        .forEach(run -> byKey.computeIfAbsent(run.key(), key -> new ArrayList<>()).add(run));
    Map<Long, Long> replacedAt = new HashMap<>();
    evidence.sent().forEach(one -> replacedAt.put(one.n(), one.dropCalled()));
    for (List<Ran> all : byKey.values()) {
      for (int i = 0; i < all.size(); i++) {
        Ran run = all.get(i);
        List<Ran> beside =
            all.subList(0, i).stream()
                .filter(former -> former.over() > run.claim())
                .filter(
                    former ->
                        former.n() == run.n()
                            || replacedAt.getOrDefault(former.n(), NEVER) > run.claim())
                .toList();
        finding.check(
            beside.isEmpty(),
            !beside.isEmpty() && evidence.mayBeLost(beside.getFirst().claim(), run.claim()),
            "%s began while these of its key ran: %s",
            run,
            beside);
      }
    }
    return finding;
  }

  /** By the time of the claim, which Redis tells: before it, a cancel or replacement wins. */
  Finding nothingDroppedIsClaimed() {
    Finding finding = new Finding(Invariants.DROPPED);
    for (Sent one : evidence.sent()) {
      if (one.dropped() != NEVER) {
        List<Ran> after =
            runs.getOrDefault(one.n(), List.of()).stream()
                .filter(run -> run.claim() > one.dropped())
                .toList();
        finding.check(
            after.isEmpty(),
            !after.isEmpty() && evidence.mayBeLost(one.called(), after.getLast().claim()),
            "%s was taken back and yet claimed later: %s",
            one,
            after);
      }
    }
    return finding;
  }

  Finding nothingRunsEarly() {
    Finding finding = new Finding(Invariants.EARLY);
    for (Sent one : evidence.sent()) {
      if (one.delay() > 0) {
        for (Ran run : runs.getOrDefault(one.n(), List.of())) {
          finding.check(
              run.claim() >= one.called() + one.delay(), "%s was due later: %s", run, one);
        }
      }
    }
    return finding;
  }

  /**
   * Every step of an acknowledged chain has run, a step is claimed only after the one before it had
   * ended, and there is none after the last. That no step has two successors is what "extra runs"
   * and "overlap" say of its runs.
   */
  Finding chainsHaveOneSuccessor() {
    Finding finding = new Finding(Invariants.CHAIN);
    for (Sent one : evidence.sent()) {
      if (one.task().equals("Tick")) {
        List<Ran> all = runs.getOrDefault(one.n(), List.of());
        int reached = all.stream().mapToInt(Ran::step).max().orElse(0);
        for (int step = 2; step <= Math.max(reached, one.acknowledged() ? one.last() : 0); step++) {
          checkStep(finding, one, all, step);
        }
      }
    }
    return finding;
  }

  private void checkStep(Finding finding, Sent one, List<Ran> all, int step) {
    int before = step - 1;
    long ended =
        all.stream()
            .filter(run -> run.step() == before && run.ok())
            .mapToLong(Ran::end)
            .min()
            .orElse(NEVER);
    Ran first =
        all.stream()
            .filter(run -> run.step() == step)
            .min(Comparator.comparingLong(Ran::claim))
            .orElse(null);
    finding.check(
        first != null && step <= one.last() && ended != NEVER && first.claim() >= ended,
        evidence.mayBeLost(one.called(), first == null ? NEVER : first.claim()),
        "Step %d of %s has no run or a wrong one: %s after the end of step %d at %d",
        step,
        one,
        first,
        before,
        ended);
  }
}
