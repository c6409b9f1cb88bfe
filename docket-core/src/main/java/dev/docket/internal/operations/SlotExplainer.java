package dev.docket.internal.operations;

import dev.docket.internal.redis.WhereaboutsStore.Holder;
import dev.docket.internal.redis.WhereaboutsStore.Line;
import dev.docket.operations.Explanation;
import dev.docket.operations.Explanation.Reason;
import java.util.Comparator;
import java.util.List;

/** Says who holds the slots that an execution waits for. */
final class SlotExplainer {

  private SlotExplainer() {}

  static Explanation explain(Situation s, Line line) {
    String set = SetText.of(line.set());
    String ahead = line.ahead() == 0 ? "" : ", %d ahead of it".formatted(line.ahead());
    if (line.holders().size() < line.max()) {
      return Explainer.because(
          Reason.BEING_DELIVERED,
          "a slot of %s is free; it is woken next%s".formatted(set, ahead),
          null,
          null);
    }
    List<Holder> holders =
        line.holders().stream().sorted(Comparator.comparing(Holder::since)).toList();
    String which = line.max() == 1 ? "the slot" : "one of %d slots".formatted(line.max());
    String text =
        "waits for %s of %s, held by %s%s"
            .formatted(
                which,
                set,
                Spoken.list(holders.stream().map(holder -> held(s, holder)).toList()),
                ahead);
    return Explainer.because(Reason.WAITS_FOR_SLOT, text, null, longest(holders));
  }

  private static String longest(List<Holder> holders) {
    return holders.stream()
        .filter(holder -> !holder.kept())
        .findFirst()
        .orElse(holders.get(0))
        .key();
  }

  private static String held(Situation s, Holder holder) {
    if (holder.kept()) {
      return holder.key() + ", which is about to start";
    }
    String worker = holder.worker().isEmpty() ? "" : " on worker " + holder.worker();
    return holder.key() + worker + " for " + Spoken.between(holder.since(), s.now());
  }
}
