package dev.docket.internal.redis;

import dev.docket.operations.Status;
import io.lettuce.core.Range;
import io.lettuce.core.Range.Boundary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Figures: how the docket does now, and what became of runs, minute by minute. */
public final class FigureStore {

  private static final int HEAD = 12;
  private static final int PER_WORKER = 4;

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;

  public FigureStore(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  /** The state of the docket, in one round trip. */
  public Figures figures() {
    List<Object> reply = link.await(link.list(Script.STATUS, keys, time.argument()));
    long server = number(reply.get(1));
    int workers = 0;
    int permits = 0;
    int busy = 0;
    for (int i = HEAD; i + PER_WORKER <= reply.size(); i += PER_WORKER) {
      if (server - number(reply.get(i)) <= number(reply.get(i + 1))) {
        workers++;
        permits += (int) number(reply.get(i + 2));
        busy += (int) number(reply.get(i + 3));
      }
    }
    long delivered = number(reply.get(3));
    Status status =
        new Status(
            Instant.ofEpochMilli(number(reply.get(0))),
            number(reply.get(5)),
            Math.max(0, number(reply.get(2)) - delivered),
            delivered,
            number(reply.get(4)),
            number(reply.get(6)),
            number(reply.get(7)),
            number(reply.get(8)),
            oldest(reply),
            instant(reply.get(9)),
            workers,
            permits,
            busy,
            link.version());
    return new Figures(status, server / 60_000);
  }

  /** Ready since its message is there; a clock that jumps knows only when it was due. */
  private @Nullable Instant oldest(List<Object> reply) {
    String sid = (String) reply.get(10);
    if (sid.isEmpty() || time.clock() != null) {
      return instant(reply.get(11));
    }
    return Instant.ofEpochMilli(Long.parseLong(sid, 0, sid.indexOf('-'), 10));
  }

  /** How many are due from now on until then, or are overdue. */
  public long dueWithin(Duration within) {
    long now = time.clock() == null ? seconds() * 1_000 : time.now().toEpochMilli();
    Range<Long> until =
        Range.from(Boundary.unbounded(), Boundary.including(now + within.toMillis()));
    return link.await(link.commands().zcount(keys.schedule(), until));
  }

  /** The minute that it is now, by the server's clock. */
  public long minute() {
    return seconds() / 60;
  }

  private long seconds() {
    return Long.parseLong(link.await(link.commands().time()).get(0));
  }

  /** The counters of minutes, in the order asked for; all are asked for at once. */
  public List<Map<String, String>> minutes(List<Long> minutes) {
    List<CompletionStage<Map<String, String>>> answers = new ArrayList<>(minutes.size());
    for (long minute : minutes) {
      answers.add(link.commands().hgetall(keys.stats(minute)));
    }
    return answers.stream().map(link::await).toList();
  }

  private static @Nullable Instant instant(Object text) {
    return "".equals(text) ? null : Instant.ofEpochMilli(number(text));
  }

  private static long number(Object reply) {
    return reply instanceof Long number ? number : (long) Double.parseDouble((String) reply);
  }

  /** A status, and the minute in which it was taken by the server's clock. */
  public record Figures(Status status, long minute) {}
}
