package dev.docket.internal.redis;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Progress of running executions. */
public final class ProgressStore {

  private final RedisLink link;
  private final Keys keys;
  private final DocketTime time;

  public ProgressStore(RedisLink link, Keys keys, DocketTime time) {
    this.link = link;
    this.keys = keys;
    this.time = time;
  }

  /** Completes with 0 when the record belongs to another run by now. */
  public CompletableFuture<Long> write(
      String key, long epoch, long current, long total, @Nullable String message) {
    return link.number(
        Script.PROGRESS,
        keys,
        time.argument(),
        key,
        Long.toString(epoch),
        Long.toString(current),
        Long.toString(total),
        message == null ? "" : message,
        message == null ? "0" : "1");
  }
}
