package dev.docket.internal.redis;

import dev.docket.operations.AuditEntry;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The stream of what people did to the docket, bounded in number and, when unused, in time. */
public final class AuditStore {

  private static final long KEPT = 10_000;
  private static final Duration UNUSED = Duration.ofDays(90);

  private final RedisLink link;
  private final Keys keys;

  public AuditStore(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  public void add(String who, String action, String target, String outcome) {
    XAddArgs bounded = XAddArgs.Builder.maxlen(KEPT).approximateTrimming();
    Map<String, String> fields =
        Map.of("who", who, "action", action, "target", target, "outcome", outcome);
    CompletionStage<?> added = link.commands().xadd(keys.audit(), bounded, fields);
    CompletionStage<?> kept = link.commands().expire(keys.audit(), UNUSED);
    link.await(added);
    link.await(kept);
  }

  /** The latest entries, newest first. */
  public List<AuditEntry> latest(int limit) {
    return link
        .await(link.commands().xrevrange(keys.audit(), Range.unbounded(), Limit.from(limit)))
        .stream()
        .map(AuditStore::entry)
        .toList();
  }

  private static AuditEntry entry(StreamMessage<String, String> message) {
    String id = message.getId();
    Map<String, String> fields = message.getBody();
    return new AuditEntry(
        Instant.ofEpochMilli(Long.parseLong(id, 0, id.indexOf('-'), 10)),
        fields.getOrDefault("who", ""),
        fields.getOrDefault("action", ""),
        fields.getOrDefault("target", ""),
        fields.getOrDefault("outcome", ""));
  }
}
