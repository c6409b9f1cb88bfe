package dev.docket.chaos;

import java.util.ArrayList;
import java.util.List;

/** Checks every invariant against what was journaled; nothing of it is Docket's own word. */
final class Checker {

  private Checker() {}

  static List<Finding> check(Evidence evidence) {
    List<Finding> findings = new ArrayList<>();
    DeliveryRules delivery = new DeliveryRules(evidence);
    findings.add(delivery.everyAcknowledgedAddRan());
    findings.add(delivery.alreadyScheduledMeansThatSomethingWas());
    findings.add(delivery.noRunWithoutSubmission());
    findings.add(delivery.extraRunsAreExplained());
    findings.add(delivery.attemptsAreCounted());
    OrderRules order = new OrderRules(evidence);
    findings.add(order.noOverlap());
    findings.add(order.nothingDroppedIsClaimed());
    findings.add(order.nothingRunsEarly());
    findings.add(order.chainsHaveOneSuccessor());
    LimitRules limits = new LimitRules(evidence);
    findings.add(limits.concurrency());
    findings.add(limits.rate());
    findings.add(limits.strikes());
    findings.add(residue(evidence));
    return findings;
  }

  private static Finding residue(Evidence evidence) {
    Finding finding = new Finding(Invariants.RESIDUE);
    for (int i = 0; i < evidence.kept(); i++) {
      finding.check(true, "");
    }
    evidence.residue().forEach(text -> finding.check(false, "%s", text));
    return finding;
  }

  static long violations(List<Finding> findings) {
    return findings.stream().mapToLong(finding -> finding.violations().size()).sum();
  }
}
