package dev.docket.chaos;

import dev.docket.RunInterceptor;
import dev.docket.TaskContext;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What at-most-once systems do: the message goes before the work is done. The work takes long, so
 * that a kill meets some whatever the speed of the machine.
 */
final class AckBeforeRun implements RunInterceptor {

  private static final String P = "{" + Settings.DOCKET + "}:";

  private final RedisCommands<String, String> redis;

  AckBeforeRun(String url) {
    this.redis = RedisClient.create(url).connect().sync();
  }

  @Override
  public @Nullable Object around(TaskContext context, Callable<@Nullable Object> run)
      throws Exception {
    String sid = redis.hget(P + "run:" + context.key(), "sid");
    if (sid != null && !sid.isEmpty()) {
      redis.xack(P + "stream", "docket-workers", sid);
      redis.xdel(P + "stream", sid);
    }
    Thread.sleep(Settings.HEARTBEAT);
    return run.call();
  }
}
