package dev.docket.internal.redis;

import java.util.List;

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
    return sorted(link.await(link.list(Script.LISTENED, keys)));
  }

  /** Removes all keys. */
  public long erase() {
    return link.await(link.number(Script.ERASE, keys, MOST_KEYS));
  }

  private static List<String> sorted(List<Object> names) {
    return names.stream().map(String.class::cast).sorted().toList();
  }
}
