package dev.docket.chaos;

import static dev.docket.chaos.Evidence.NEVER;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run of chaos was, and what the checks found, as text. */
final class Report {

  private static final int SHOWN = 5;

  /** What was seen to happen, rather than done on purpose. */
  private static final Set<String> OBSERVED = Set.of("stall", "starved", "slow");

  private Report() {}

  static String summary(Chaos.Setup setup, Evidence evidence, long seconds) {
    Map<String, Long> kinds =
        evidence.disruptions().stream()
            .filter(d -> !OBSERVED.contains(d.kind()))
            .collect(
                Collectors.groupingBy(
                    Evidence.Disruption::kind, TreeMap::new, Collectors.counting()));
    long faults = kinds.values().stream().mapToLong(Long::longValue).sum();
    long acknowledged = evidence.sent().stream().filter(Evidence.Sent::acknowledged).count();
    long unanswered = evidence.sent().stream().filter(s -> s.answered() == NEVER).count();
    long attempts =
        evidence.ran().stream()
            .map(r -> r.n() + " " + r.step() + " " + r.attempt())
            .distinct()
            .count();
    return """
        %s
        %d submissions (%d acknowledged as scheduled, %d without an answer), %d runs (%d of them repeats after a fault), %d faults %s, %d s
        """
        .formatted(
            setup,
            evidence.sent().size(),
            acknowledged,
            unanswered,
            evidence.ran().size(),
            evidence.ran().size() - attempts,
            faults,
            kinds,
            seconds);
  }

  static String table(List<Finding> findings) {
    StringBuilder table = new StringBuilder();
    table.append("| invariant | checked | violations | lost with a crashed master |\n");
    table.append("|---|---:|---:|---:|\n");
    for (Finding finding : findings) {
      table.append(
          "| %s | %,d | %d | %d |\n"
              .formatted(
                  finding.invariant(),
                  finding.checked(),
                  finding.violations().size(),
                  finding.excused().size()));
    }
    return table.toString();
  }

  /** All of them for a file, or a few for people. */
  static String violations(List<Finding> findings, boolean all) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      finding.violations().stream()
          .limit(all ? NEVER : SHOWN)
          .forEach(v -> text.append(finding.invariant()).append(": ").append(v).append("\n"));
    }
    return text.toString();
  }
}
