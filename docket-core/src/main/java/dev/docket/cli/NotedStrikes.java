package dev.docket.cli;

import dev.docket.Strike;
import dev.docket.internal.codec.DecodingException;
import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.RedisLink;
import dev.docket.internal.redis.StrikeStore;
import dev.docket.internal.strike.StrikeCodec;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The strikes of a docket with why, by whom and when they were made. */
final class NotedStrikes implements AutoCloseable {

  private final RedisLink link;
  private final StrikeStore store;

  /** Shares the link of a docket that is connected already. */
  NotedStrikes(String url, String docket) {
    this.link = RedisLink.open(url);
    this.store = new StrikeStore(link, new Keys(docket));
  }

  /** A strike in force. */
  record Noted(
      Strike strike, @Nullable String reason, @Nullable String author, @Nullable Instant at) {}

  /** Makes a strike; the notes of one that is in force already stay. */
  void strike(Strike strike, String reason, String author) {
    Map<String, String> fields = new LinkedHashMap<>(StrikeCodec.encode(strike));
    fields.put("reason", reason);
    fields.put("author", author);
    fields.put("at", String.valueOf(Clock.systemUTC().millis()));
    store.instruct("strike", fields);
  }

  /** The strikes in force, oldest first; what is no strike is left out. */
  List<Noted> inForce() {
    List<Noted> noted = new ArrayList<>();
    for (Map<String, String> fields : store.inForce()) {
      Map<String, String> given = new LinkedHashMap<>(fields);
      given.values().removeIf(String::isEmpty);
      try {
        noted.add(
            new Noted(
                StrikeCodec.decode(given),
                given.get("reason"),
                given.get("author"),
                time(given.getOrDefault("at", ""))));
      } catch (DecodingException e) {
        // Left out; the docket has warned of it.
      }
    }
    return noted;
  }

  private static @Nullable Instant time(String at) {
    return at.matches("\\d{1,18}") ? Instant.ofEpochMilli(Long.parseLong(at)) : null;
  }

  @Override
  public void close() {
    link.close();
  }
}
