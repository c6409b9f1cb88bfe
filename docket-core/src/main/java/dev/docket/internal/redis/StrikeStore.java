package dev.docket.internal.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The stream of strikes. */
public final class StrikeStore {

  private final RedisLink link;
  private final Keys keys;

  public StrikeStore(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  /**
   * Strikes or restores.
   *
   * @param operation {@code strike} or {@code restore}
   * @param fields task, parameter, operator, value, reason, author, at
   */
  public void instruct(String operation, Map<String, String> fields) {
    link.await(
        link.number(
            Script.STRIKE,
            keys,
            operation,
            fields.getOrDefault("task", ""),
            fields.getOrDefault("parameter", ""),
            fields.getOrDefault("operator", ""),
            fields.getOrDefault("value", ""),
            fields.getOrDefault("reason", ""),
            fields.getOrDefault("author", ""),
            fields.getOrDefault("at", "")));
  }

  /** Id of the latest instruction, empty when there never was one. */
  public CompletionStage<String> version() {
    return link.commands()
        .xrevrange(keys.strikes(), Range.unbounded(), Limit.from(1))
        .thenApply(last -> last.isEmpty() ? "" : last.get(0).getId());
  }

  public <T> T await(CompletionStage<T> answer) {
    return link.await(answer);
  }

  /** The strikes in force, oldest first. */
  public List<Map<String, String>> inForce() {
    return entriesInForce().stream().map(Entry::fields).toList();
  }

  /** The strikes in force and when each was made, oldest first. */
  public List<Entry> entriesInForce() {
    List<Entry> strikes = new ArrayList<>();
    for (StreamMessage<String, String> message :
        link.await(link.commands().xrange(keys.strikes(), Range.unbounded()))) {
      if ("strike".equals(message.getBody().get("op"))) {
        String id = message.getId();
        long at = Long.parseLong(id, 0, id.indexOf('-'), 10);
        strikes.add(new Entry(Instant.ofEpochMilli(at), message.getBody()));
      }
    }
    return strikes;
  }

  /** A strike in force, and when it was made by the clock of Redis. */
  public record Entry(Instant at, Map<String, String> fields) {}
}
