package dev.docket.internal.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where one execution stands among the others. */
public final class WhereaboutsStore {

  /** So many messages ahead are counted; then it is "more than". */
  public static final int COUNTED = 1000;

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;

  public WhereaboutsStore(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  public Whereabouts read(String key) {
    List<Object> reply =
        link.await(
            link.list(
                Script.WHEREABOUTS, keys, time.argument(), key, Integer.toString(COUNTED + 1)));
    String set = (String) reply.get(5);
    return new Whereabouts(
        Instant.ofEpochMilli(Long.parseLong((String) reply.get(0))),
        Instant.ofEpochMilli(Long.parseLong((String) reply.get(1))),
        (String) reply.get(2),
        Duration.ofMillis((Long) reply.get(3)),
        ((Long) reply.get(4)).intValue(),
        set.isEmpty()
            ? null
            : new Line(
                set, (Long) reply.get(6), (Long) reply.get(7), holders((List<?>) reply.get(8))));
  }

  private static List<Holder> holders(List<?> flat) {
    List<Holder> holders = new ArrayList<>();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      String[] parts = ((String) flat.get(i)).split(":", 4);
      String worker = flat.get(i + 1) instanceof String name ? name : "";
      boolean kept = "r".equals(parts[2]);
      holders.add(
          new Holder(parts[3], worker, Instant.ofEpochMilli(Long.parseLong(parts[0])), kept));
    }
    return holders;
  }

  /**
   * Where an execution stands.
   *
   * @param now by the docket's clock
   * @param server by the clock of Redis
   * @param consumer to which its message was delivered, empty when it was not
   * @param idle since when the lease of that delivery was not renewed
   * @param ahead how many messages are ready before its own, -1 when its own is not
   * @param line what it waits in, null when it is not parked
   */
  public record Whereabouts(
      Instant now,
      Instant server,
      String consumer,
      Duration idle,
      int ahead,
      @Nullable Line line) {}

  /** The line of a concurrency set: how many wait before it, and who holds the slots. */
  public record Line(String set, long max, long ahead, List<Holder> holders) {}

  /** Who holds a slot since when; or for whom it is kept, woken and about to start. */
  public record Holder(String key, String worker, Instant since, boolean kept) {}
}
