package dev.docket;

import dev.docket.internal.redis.DocketTime;
import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.ProgressStore;
import dev.docket.internal.redis.RecordStore;
import dev.docket.internal.redis.RedisLink;
import dev.docket.internal.redis.Retention;
import dev.docket.internal.redis.ScheduleStore;
import dev.docket.internal.redis.WorkerStore;
import dev.docket.internal.task.Providers;
import dev.docket.internal.task.TaskRegistry;
import dev.docket.internal.telemetry.Depths;
import dev.docket.internal.telemetry.Telemetry;
import dev.docket.internal.worker.Core;
import dev.docket.internal.worker.Crew;
import dev.docket.internal.worker.Listeners;
import dev.docket.internal.worker.StrikeMonitor;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what a docket object consists of. */
final class Connector {

  private Connector() {}

  static Core connect(
      String url,
      Keys keys,
      DocketTime time,
      Retention retention,
      Duration heartbeatInterval,
      int missedHeartbeats,
      @Nullable OpenTelemetry openTelemetry,
      Listeners listeners,
      List<RunInterceptor> interceptors,
      @Nullable WorkerWatch watch) {
    RedisLink link = RedisLink.open(url, "Docket " + keys.docket());
    try {
      Telemetry telemetry = new Telemetry(openTelemetry, keys.docket());
      Core core =
          new Core(
              link,
              new Crew(link),
              keys,
              time,
              retention,
              heartbeatInterval,
              missedHeartbeats,
              new ScheduleStore(link, keys, time, retention),
              new RecordStore(link, keys, time),
              new WorkerStore(link, keys, time, retention),
              new ProgressStore(link, keys, time),
              new TaskRegistry(),
              new Providers(),
              new StrikeMonitor(link, keys, telemetry.tracing()),
              telemetry,
              listeners,
              interceptors,
              watch);
      core.telemetry()
          .observe(
              () ->
                  core.schedule().depths().thenApply(d -> new Depths(d.get(0), d.get(1), d.get(2))),
              () -> core.strikes().list().all().size());
      return core;
    } catch (RuntimeException e) {
      link.close();
      throw e;
    }
  }
}
