package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Worker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be set of a worker. Without an option, the builders decide. */
final class WorkerOptions {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the worker (env DOCKET_WORKER_NAME; default: host#pid#n)")
  private @Nullable String name;

  @Option(
      names = "--concurrency",
      paramLabel = "NUMBER",
      description = "Executions at once (env DOCKET_WORKER_CONCURRENCY; default: 10)")
  private @Nullable Integer concurrency;

  @Option(
      names = "--redelivery-timeout",
      paramLabel = "DURATION",
      description =
          "After which time the executions of a worker that hangs are redelivered"
              + " (env DOCKET_WORKER_REDELIVERY_TIMEOUT; default: 5m)")
  private @Nullable Duration redeliveryTimeout;

  @Option(
      names = "--reconnection-delay",
      paramLabel = "DURATION",
      description =
          "First delay before Redis is tried again"
              + " (env DOCKET_WORKER_RECONNECTION_DELAY; default: 5s)")
  private @Nullable Duration reconnectionDelay;

  @Option(
      names = "--minimum-check-interval",
      paramLabel = "DURATION",
      description =
          "How long a blocking read blocks"
              + " (env DOCKET_WORKER_MINIMUM_CHECK_INTERVAL; default: 250ms)")
  private @Nullable Duration minimumCheckInterval;

  @Option(
      names = "--scheduling-resolution",
      paramLabel = "DURATION",
      description =
          "Longest time between looks at the schedule"
              + " (env DOCKET_WORKER_SCHEDULING_RESOLUTION; default: 250ms)")
  private @Nullable Duration schedulingResolution;

  @Option(
      names = "--schedule-automatic-tasks",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Put automatic tasks on the docket, or not"
              + " (env DOCKET_WORKER_SCHEDULE_AUTOMATIC_TASKS; default: true)")
  private boolean scheduleAutomaticTasks = true;

  @Option(
      names = "--max-deliveries",
      paramLabel = "NUMBER",
      description =
          "Deliveries without an end after which an execution fails"
              + " (env DOCKET_WORKER_MAX_DELIVERIES; default: 10)")
  private @Nullable Integer maxDeliveries;

  @Option(
      names = "--drain-timeout",
      paramLabel = "DURATION",
      description =
          "How long executions may go on after SIGTERM or SIGINT; then they are interrupted and"
              + " handed back (env DOCKET_WORKER_DRAIN_TIMEOUT; default: until they end)")
  private @Nullable Duration drainTimeout;

  @Option(
      names = "--execution-ttl",
      paramLabel = "DURATION",
      description =
          "How long ended executions are kept (env DOCKET_WORKER_EXECUTION_TTL; default: 15m)")
  private @Nullable Duration executionTtl;

  @Option(
      names = "--failed-retention",
      paramLabel = "DURATION",
      description =
          "How long failed executions are kept (env DOCKET_WORKER_FAILED_RETENTION; default: 7d)")
  private @Nullable Duration failedRetention;

  @Option(
      names = "--heartbeat-interval",
      paramLabel = "DURATION",
      description =
          "How often the worker says that it lives"
              + " (env DOCKET_WORKER_HEARTBEAT_INTERVAL; default: 2s)")
  private @Nullable Duration heartbeatInterval;

  @Option(
      names = "--missed-heartbeats",
      paramLabel = "NUMBER",
      description =
          "Missing heartbeats after which it counts as dead"
              + " (env DOCKET_WORKER_MISSED_HEARTBEATS; default: 5)")
  private @Nullable Integer missedHeartbeats;

  /** Sets what belongs to the docket. Throws IllegalArgumentException for a bad value. */
  void apply(Docket.Builder builder) {
    if (executionTtl != null) {
      builder.executionTtl(executionTtl);
    }
    if (failedRetention != null) {
      builder.failedRetention(failedRetention);
    }
    if (heartbeatInterval != null) {
      builder.heartbeatInterval(heartbeatInterval);
    }
    if (missedHeartbeats != null) {
      builder.missedHeartbeats(missedHeartbeats);
    }
  }

  /** Sets what belongs to the worker. Throws IllegalArgumentException for a bad value. */
  void apply(Worker.Builder builder) {
    builder.scheduleAutomaticTasks(scheduleAutomaticTasks);
    if (name != null) {
      builder.name(name);
    }
    if (concurrency != null) {
      builder.concurrency(concurrency);
    }
    if (redeliveryTimeout != null) {
      builder.redeliveryTimeout(redeliveryTimeout);
    }
    if (reconnectionDelay != null) {
      builder.reconnectionDelay(reconnectionDelay);
    }
    if (minimumCheckInterval != null) {
      builder.minimumCheckInterval(minimumCheckInterval);
    }
    if (schedulingResolution != null) {
      builder.schedulingResolution(schedulingResolution);
    }
    if (maxDeliveries != null) {
      builder.maxDeliveries(maxDeliveries);
    }
    if (drainTimeout != null) {
      builder.drainTimeout(drainTimeout);
    }
  }
}
