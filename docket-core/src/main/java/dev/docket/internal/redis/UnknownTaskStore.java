package dev.docket.internal.redis;

import java.util.ArrayList;
import java.util.List;

/** Executions that are due and whose task no live worker knows. */
public final class UnknownTaskStore {

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;

  public UnknownTaskStore(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  /** What there is among the next so many of the stream, and as many of the schedule. */
  public Page page(Cursor from, int limit) {
    List<Object> reply =
        link.await(
            link.list(
                Script.UNKNOWN,
                keys,
                time.argument(),
                from.stream(),
                from.schedule(),
                Integer.toString(limit)));
    List<Waiting> waiting = new ArrayList<>();
    for (int i = 3; i + 1 < reply.size(); i += 2) {
      String task = (String) reply.get(i);
      List<?> executions = (List<?>) reply.get(i + 1);
      for (int n = 0; n + 1 < executions.size(); n += 2) {
        waiting.add(new Waiting(task, (String) executions.get(n), ms(executions.get(n + 1))));
      }
    }
    Cursor next = new Cursor((String) reply.get(0), (String) reply.get(1));
    return new Page(waiting, next, (Long) reply.get(2) == 1);
  }

  private static long ms(Object text) {
    return (long) Double.parseDouble((String) text);
  }

  /** Where to go on, in each of the two places. */
  public record Cursor(String stream, String schedule) {

    /** The beginning of both. */
    public static final Cursor START = new Cursor("", "");
  }

  /** An execution that waits, since this time in ms. */
  public record Waiting(String task, String key, long since) {}

  /**
   * What was found.
   *
   * @param last whether nothing comes after it
   */
  public record Page(List<Waiting> waiting, Cursor next, boolean last) {}
}
