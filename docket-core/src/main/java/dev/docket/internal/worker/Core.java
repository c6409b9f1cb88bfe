package dev.docket.internal.worker;

import dev.docket.ExecutionState;
import dev.docket.RunInterceptor;
import dev.docket.WorkerWatch;
import dev.docket.internal.redis.Concluded;
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
import dev.docket.internal.telemetry.Event;
import dev.docket.internal.telemetry.Telemetry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one docket object shares with its workers. */
public record Core(
    RedisLink link,
    Crew crew,
    Keys keys,
    DocketTime time,
    Retention retention,
    Duration heartbeatInterval,
    int missedHeartbeats,
    ScheduleStore schedule,
    RecordStore records,
    WorkerStore workers,
    ProgressStore progress,
    TaskRegistry registry,
    Providers providers,
    StrikeMonitor strikes,
    Telemetry telemetry,
    Listeners listeners,
    List<RunInterceptor> interceptors,
    @Nullable WorkerWatch watch) {

  /** Counts what ended without a run; the worker is empty when a producer did it. */
  public void count(List<Concluded> concluded, String worker) {
    for (Concluded one : concluded) {
      if (one.state() == ExecutionState.FAILED) {
        telemetry.count(Event.FAILED, one.task(), worker);
        telemetry.count(Event.COMPLETED, one.task(), worker);
      } else {
        telemetry.count(Event.CANCELLED, one.task(), worker);
      }
    }
  }

  /** Stops the workers of the docket object, then frees its connections. */
  public void close() {
    crew.dismiss(
        () -> {
          telemetry.close();
          strikes.close();
          link.close();
        });
  }

  /** Without a heartbeat for so long, a worker counts as dead. */
  Duration silence() {
    return heartbeatInterval.multipliedBy(missedHeartbeats);
  }
}
