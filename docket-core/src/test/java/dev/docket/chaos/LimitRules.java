package dev.docket.chaos;

import static dev.docket.chaos.Evidence.NEVER;

import dev.docket.chaos.Evidence.Ban;
import dev.docket.chaos.Evidence.Ran;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** That limits and strikes hold while everything around them breaks. */
final class LimitRules {

  /** A strike is in force everywhere within this time. */
  private static final long STRIKE_MILLIS = 1000;

  private final Evidence evidence;

  LimitRules(Evidence evidence) {
    this.evidence = evidence;
  }

  /**
   * At each claim no more runs of the group are under way than it has places. A run whose worker
   * was killed or paused past its lease has lost its place, so that it no longer counts.
   */
  Finding concurrency() {
    Finding finding = new Finding(Invariants.CONCURRENCY);
    for (List<Ran> all : byLimit("Limited").values()) {
      for (int i = 0; i < all.size(); i++) {
        Ran run = all.get(i);
        List<Ran> others =
            all.subList(0, i).stream().filter(former -> former.over() > run.claim()).toList();
        finding.check(
            others.size() < Tasks.SLOTS,
            !others.isEmpty() && evidence.mayBeLost(others.getFirst().claim(), run.claim()),
            "%s began although all places were taken by %s",
            run,
            others);
      }
    }
    return finding;
  }

  /** By the times of the claims, which Redis tells: no window of that length holds more of them. */
  Finding rate() {
    Finding finding = new Finding(Invariants.RATE);
    for (List<Ran> all : byLimit("Metered").values()) {
      for (int i = 0; i < all.size(); i++) {
        Ran last = all.get(i);
        Ran first = i < Tasks.STARTS ? null : all.get(i - Tasks.STARTS);
        finding.check(
            first == null || last.claim() - first.claim() >= Tasks.WINDOW_MILLIS,
            first != null && evidence.mayBeLost(first.claim(), last.claim()),
            "%s began less than %d ms after %s, %d starts before it",
            last,
            Tasks.WINDOW_MILLIS,
            first,
            Tasks.STARTS);
      }
    }
    return finding;
  }

  /**
   * From a second after the strike was acknowledged until it was asked to be taken back, nothing of
   * the tenant is claimed. The second begins anew for a worker that was paused meanwhile, and when
   * Redis or its connections were disturbed: who cannot ask cannot know.
   */
  Finding strikes() {
    Finding finding = new Finding(Invariants.STRIKE);
    Map<String, List<Ran>> runs = byLimit("Tenanted");
    for (Ban ban : evidence.bans()) {
      for (Ran run : runs.getOrDefault(ban.tenant(), List.of())) {
        boolean during = run.claim() > ban.struck() && run.claim() < ban.restoring();
        if (ban.struck() != NEVER && during) {
          finding.check(
              run.claim() <= known(ban.struck(), run) + STRIKE_MILLIS,
              evidence.mayBeLost(ban.striking(), run.claim()),
              "%s was claimed in spite of %s",
              run,
              ban);
        }
      }
      finding.check(true, "");
    }
    return finding;
  }

  private long known(long struck, Ran run) {
    return evidence.disruptions().stream()
        .filter(d -> d.target().equals("redis") || d.target().equals(run.worker()))
        .filter(d -> d.touches(struck, run.claim()))
        .mapToLong(d -> d.until() == NEVER ? run.claim() : d.until())
        .max()
        .orElse(struck);
  }

  private Map<String, List<Ran>> byLimit(String task) {
    Map<String, List<Ran>> runs = new HashMap<>();
    for (Ran run : evidence.ran()) {
      if (run.task().equals(task)) {
        runs.computeIfAbsent(run.limit(), limit -> new ArrayList<>()).add(run);
      }
    }
    return runs;
  }
}
