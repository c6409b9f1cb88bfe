package dev.docket.internal.operations;

import dev.docket.internal.redis.WhereaboutsStore.Holder;
import dev.docket.internal.redis.WhereaboutsStore.Line;
import dev.docket.internal.redis.WorkerStore.Known;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Says who holds the slots that an execution waits for. */
final class SlotExplainer {

  private SlotExplainer() {}

  /** That nobody could run it is said first: a slot would not help it. */
  static Explanation explain(Situation s, Line line) {
    String nobody = nobody(s);
    if (line.holders().size() >= line.max()) {
      String first = nobody.isEmpty() ? "" : nobody + "; it ";
      return new Explanation(
          Reason.WAITS_FOR_SLOT,
          first + waits(line, holder -> held(s, holder)),
          null,
          longest(line),
          null,
          first + waits(line, holder -> by(s, holder, false)));
    }
    String free = "a slot of %s is free".formatted(SetText.of(line.set()));
    if (nobody.isEmpty()) {
      String text = free + "; it is woken next" + ahead(line);
      return Explainer.because(Reason.BEING_DELIVERED, text, null, null);
    }
    Reason reason = s.alive().isEmpty() ? Reason.NO_WORKER : Reason.NO_WORKER_KNOWS_IT;
    String task = s.alive().isEmpty() ? null : s.record().taskName();
    return Explainer.because(reason, nobody + ", though " + free + ahead(line), null, task);
  }

  private static String nobody(Situation s) {
    if (s.alive().isEmpty()) {
      return "no worker is alive";
    }
    return s.able().isEmpty() ? "no live worker knows task " + s.record().taskName() : "";
  }

  private static String ahead(Line line) {
    return line.ahead() == 0 ? "" : ", %d ahead of it".formatted(line.ahead());
  }

  private static String waits(Line line, Function<Holder, String> spoken) {
    String which = line.max() == 1 ? "the slot" : "one of %d slots".formatted(line.max());
    String held = Spoken.list(holders(line).stream().map(spoken).toList());
    return "waits for %s of %s, held by %s%s"
        .formatted(which, SetText.of(line.set()), held, ahead(line));
  }

  private static List<Holder> holders(Line line) {
    return line.holders().stream()
        .sorted(Comparator.comparing(Holder::since).thenComparing(Holder::key))
        .toList();
  }

  private static String longest(Line line) {
    List<Holder> holders = holders(line);
    return holders.stream()
        .filter(holder -> !holder.kept())
        .findFirst()
        .orElse(holders.get(0))
        .key();
  }

  private static String held(Situation s, Holder holder) {
    String by = by(s, holder, true);
    return holder.kept() ? by : by + " for " + Spoken.between(holder.since(), s.now());
  }

  private static String by(Situation s, Holder holder, boolean times) {
    if (holder.kept()) {
      return holder.key() + ", which is about to start";
    }
    return holder.worker().isEmpty()
        ? holder.key()
        : holder.key() + " on worker " + holder.worker() + health(s, holder.worker(), times);
  }

  /** Of a worker that is not well: who waits for it waits until that is noticed. */
  private static String health(Situation s, String name, boolean times) {
    Optional<Known> known =
        s.workers().stream().filter(worker -> worker.info().name().equals(name)).findFirst();
    if (known.isEmpty() || !known.get().alive()) {
      return known.isEmpty() ? " (gone)" : " (dead)";
    }
    Duration silent = Duration.between(known.get().info().lastSeen(), s.where().server());
    if (silent.compareTo(known.get().silence().dividedBy(2)) <= 0) {
      return "";
    }
    return times ? " (silent for %s)".formatted(Spoken.duration(silent)) : " (silent)";
  }
}
