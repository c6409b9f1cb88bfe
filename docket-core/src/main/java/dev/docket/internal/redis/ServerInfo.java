package dev.docket.internal.redis;

import java.util.Optional;

/**
 * What a server tells about itself.
 *
 * @param text the answer of INFO
 */
record ServerInfo(String text) {

  /** Its version as people know it, such as {@code 7.0.15} or {@code valkey 8.0.1}. */
  String version() {
    String valkey = field("valkey_version");
    return valkey.isEmpty() ? field("redis_version") : "valkey " + valkey;
  }

  /** Whether its Redis version is older; one that is not told counts as new enough. */
  boolean isOlderThan(int major, int minor) {
    String[] parts = field("redis_version").split("\\.");
    if (parts.length < 2) {
      return false;
    }
    int own = Integer.parseInt(parts[0]);
    return own < major || (own == major && Integer.parseInt(parts[1]) < minor);
  }

  /** The policy by which it removes keys that nobody has deleted, when it may. */
  Optional<String> eviction() {
    String policy = field("maxmemory_policy");
    boolean limited = !field("maxmemory").isEmpty() && !field("maxmemory").equals("0");
    return limited && !policy.isEmpty() && !policy.equals("noeviction")
        ? Optional.of(policy)
        : Optional.empty();
  }

  /** How many channels somebody listens to; very many where it is not told. */
  long channels() {
    String channels = field("pubsub_channels");
    return channels.isEmpty() ? Long.MAX_VALUE : Long.parseLong(channels);
  }

  private String field(String name) {
    return text.lines()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }
}
