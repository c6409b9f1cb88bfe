package dev.docket.internal.redis;

import dev.docket.Residue;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** All keys of a docket, found by looking through the database. */
public final class ResidueStore {

  private static final String MOST_KEYS = "100000";

  private final RedisLink link;
  private final Keys keys;

  public ResidueStore(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  /** Keys that would stay for ever without need. */
  public List<String> leaks() {
    return sorted(link.await(link.list(Script.LEAKS, keys, MOST_KEYS)));
  }

  /** Channels that somebody listens to. */
  public List<String> channels() {
    return ours(link.listened());
  }

  /** Removes all keys. */
  public long erase() {
    return link.await(link.number(Script.ERASE, keys, MOST_KEYS));
  }

  /** Finds all that, and then removes all keys, in one round trip. */
  public Residue.Left tidy() {
    var workers = link.commands().zrange(keys.workers(), 0, -1);
    var leaks = link.list(Script.LEAKS, keys, MOST_KEYS);
    var listened = link.listened();
    var erased = link.number(Script.ERASE, keys, MOST_KEYS);
    link.await(erased);
    return new Residue.Left(
        sorted(link.await(leaks)),
        ours(listened),
        link.await(workers).stream().map(WorkerStore::nameOf).sorted().toList());
  }

  private List<String> ours(Collection<? extends CompletionStage<List<String>>> listened) {
    return listened.stream()
        .flatMap(answer -> link.await(answer).stream())
        .filter(keys::owns)
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> sorted(List<Object> names) {
    return names.stream().map(String.class::cast).sorted().toList();
  }
}
