package dev.docket.internal.redis;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Settles runs: their outcome is written, and their messages go. */
public final class SettlementStore {

  private static final List<String> ALL_ENDED = List.of("ended");
  private static final List<String> CONTESTED = List.of("contested");

  private final RedisLink link;
  private final Keys keys;
  private final DeliveryTerms terms;

  public SettlementStore(DeliveryTerms terms) {
    this.link = terms.link();
    this.keys = terms.keys();
    this.terms = terms;
  }

  /**
   * Settles a batch: runs that simply completed in one call, the others, if any, in another under
   * way at the same time.
   *
   * @param minute of the figures that count them, once however often they are settled
   * @return what became of each
   */
  public CompletableFuture<List<Settled>> settle(List<Settlement> settlements, long minute) {
    List<Settlement> plain = settlements.stream().filter(Settlement::isPlain).toList();
    if (plain.isEmpty()) {
      return finish(settlements, minute);
    }
    CompletableFuture<List<Settled>> completed = complete(plain, minute);
    if (plain.size() == settlements.size()) {
      return completed;
    }
    List<Settlement> others = settlements.stream().filter(s -> !s.isPlain()).toList();
    return completed.thenCombine(
        finish(others, minute), (some, rest) -> inOrder(settlements, some, rest));
  }

  private static List<Settled> inOrder(
      List<Settlement> settlements, List<Settled> plain, List<Settled> others) {
    Iterator<Settled> some = plain.iterator();
    Iterator<Settled> rest = others.iterator();
    return settlements.stream().map(s -> s.isPlain() ? some.next() : rest.next()).toList();
  }

  private CompletableFuture<List<Settled>> complete(List<Settlement> plain, long minute) {
    List<String> args = firstArgs();
    addFigures(minute, plain, args);
    Packed batch = new Packed(plain.size() * 5);
    plain.forEach(s -> batch.add(s.key()));
    plain.forEach(s -> batch.add(s.sid()));
    plain.forEach(s -> batch.add(s.args()));
    plain.forEach(s -> batch.add(s.figures().packed()));
    return link.batch(Script.COMPLETE, keys, batch, args.toArray(String[]::new))
        .thenCompose(
            words ->
                words.equals(CONTESTED)
                    ? finish(plain, minute)
                    : CompletableFuture.completedFuture(
                        words.equals(ALL_ENDED)
                            ? Collections.nCopies(plain.size(), Settled.ENDED)
                            : settled(words)));
  }

  private CompletableFuture<List<Settled>> finish(List<Settlement> settlements, long minute) {
    List<String> args = firstArgs();
    args.add(terms.slotLeaseMillis());
    addFigures(minute, settlements, args);
    Packed batch = new Packed(1 + settlements.size() * 13);
    batch.add(settlements.size());
    settlements.forEach(s -> batch.add(s.key()));
    settlements.forEach(s -> batch.add(s.sid()));
    settlements.forEach(s -> batch.add(s.figures().packed()));
    settlements.forEach(s -> pack(s, batch));
    return link.batch(Script.FINISH, keys, batch, args.toArray(String[]::new))
        .thenApply(SettlementStore::settled);
  }

  /** What both scripts are told first. */
  private List<String> firstArgs() {
    List<String> args = new ArrayList<>();
    Collections.addAll(
        args,
        terms.time().argument(),
        link.events(),
        terms.retention().executionMillis(),
        terms.retention().failedMillis());
    return args;
  }

  private static void pack(Settlement s, Packed batch) {
    batch.add(s.epoch());
    batch.add(s.state() == null ? "" : s.state()).add(s.due()).add(s.nextAttempt());
    batch.add(s.held().size() / 2).addAll(s.held());
    batch.add(s.fields().size() / 2).addAll(s.fields());
  }

  private static void addFigures(long minute, List<Settlement> batch, List<String> args) {
    Map<String, Long> stats = BatchFigures.of(batch);
    Collections.addAll(args, Long.toString(minute), Integer.toString(stats.size()));
    stats.forEach((field, amount) -> Collections.addAll(args, field, amount.toString()));
  }

  private static List<Settled> settled(List<String> words) {
    return words.stream().map(Settled::of).toList();
  }

  /** What became of a settlement. */
  public enum Settled {
    ENDED,
    AGAIN,
    CANCELLED,
    SUPERSEDED;

    static Settled of(String word) {
      return switch (word) {
        case "ended" -> ENDED;
        case "again" -> AGAIN;
        case "cancelled" -> CANCELLED;
        default -> SUPERSEDED;
      };
    }
  }
}
