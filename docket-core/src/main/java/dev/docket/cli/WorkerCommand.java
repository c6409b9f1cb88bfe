package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.FallbackHandler;
import dev.docket.RunReport;
import dev.docket.Worker;
import dev.docket.cli.TaskClasses.UnsuitableClassException;
import dev.docket.internal.telemetry.MetricsEndpoint;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a worker until it is told to stop. */
@Command(
    name = "worker",
    description = {
      "Run a worker until SIGTERM or SIGINT: it claims nothing more, what runs finishes, exit 0.",
      "A second signal interrupts what runs and hands it back to the queue."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was told to stop, or finished",
      "2:a wrong option, or a class that is missing or unsuitable",
      "5:Redis could not be reached at the start",
      "130:interrupted by a second SIGINT",
      "143:interrupted by a second SIGTERM"
    },
    footer = {
      "",
      "Examples:",
      "  docket worker --class-path orders.jar --tasks com.acme.OrderTasks",
      "  docket worker --tasks com.acme.OrderTasks --healthcheck-port 8081",
      "  docket worker --until-finished --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WorkerCommand extends DocketCommand {

  @Option(
      names = "--tasks",
      split = ",",
      paramLabel = "CLASS",
      description = {
        "A class that registers handlers: with a method register(Docket), a constructor that takes"
            + " a Docket, or methods annotated with @Handles.",
        "May be repeated (env DOCKET_TASKS, with commas)"
      })
  private List<String> tasks = List.of();

  @Option(
      names = "--class-path",
      paramLabel = "PATH",
      description =
          "Where these classes are: jars, folders, or folder/* for all its jars, with colons between"
              + " (env DOCKET_CLASSPATH)")
  private String classPath = "";

  @Option(
      names = "--fallback",
      paramLabel = "CLASS",
      description =
          "A class that implements FallbackHandler and runs what no class above knows"
              + " (env DOCKET_WORKER_FALLBACK; default: it is left to other workers)")
  private @Nullable String fallback;

  @Mixin private WorkerOptions options;

  @Option(
      names = "--until-finished",
      description =
          "End when nothing is ready, scheduled or running (env DOCKET_WORKER_UNTIL_FINISHED)")
  private boolean untilFinished;

  @Option(
      names = "--healthcheck-port",
      paramLabel = "PORT",
      description =
          "Answer 200 while the worker claims and 503 when it cannot"
              + " (env DOCKET_WORKER_HEALTHCHECK_PORT)")
  private @Nullable Integer healthcheckPort;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve metrics for Prometheus (env DOCKET_WORKER_METRICS_PORT)")
  private @Nullable Integer metricsPort;

  @Option(
      names = "--logging-level",
      paramLabel = "LEVEL",
      defaultValue = "INFO",
      description = "DEBUG, INFO, WARNING, ERROR or OFF (env DOCKET_LOGGING_LEVEL; default: INFO)")
  private LogSettings.LogLevel loggingLevel;

  @Option(
      names = "--logging-format",
      paramLabel = "FORMAT",
      description =
          "rich, plain or json (env DOCKET_LOGGING_FORMAT; default: rich on a terminal, else plain)")
  private LogSettings.@Nullable LogFormat loggingFormat;

  private TaskClasses classes;
  private Stopper stopper;
  private @Nullable MetricsEndpoint metrics;

  @Override
  void prepare() {
    LogSettings.apply(loggingLevel, loggingFormat, output().terminal());
    try {
      classes = new TaskClasses(List.of(classPath.split("[:;]")));
    } catch (UnsuitableClassException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
    Thread.currentThread().setContextClassLoader(classes.loader());
    stopper = Stopper.install();
  }

  @Override
  Docket connect(Docket.Builder builder) {
    try {
      options.apply(builder);
      if (metricsPort != null) {
        metrics = MetricsEndpoint.open(metricsPort);
        metrics.instrument(builder);
      }
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
    return builder.build();
  }

  @Override
  @SuppressWarnings("try") // the servers only have to end
  int run(Docket docket, Output output) throws IOException {
    try (Worker worker = build(docket);
        Servers servers = serve(worker)) {
      if (!stopper.guard(worker)) {
        return stopper.exitCode();
      }
      if (untilFinished) {
        RunReport report = worker.runUntilFinished();
        output.tell(report, text(report));
      } else {
        worker.runForever();
      }
      return stopper.exitCode();
    } finally {
      stopper.release();
      if (metrics != null) {
        metrics.close();
      }
    }
  }

  private Worker build(Docket docket) {
    try {
      tasks.forEach(name -> classes.register(docket, name.strip()));
      Worker.Builder builder = Worker.builder(docket);
      options.apply(builder);
      if (fallback != null) {
        builder.fallback(classes.instance(fallback, FallbackHandler.class));
      }
      return builder.build();
    } catch (UnsuitableClassException | IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private static String text(RunReport report) {
    return "Finished: %d succeeded, %d failed, %d retried, %d cancelled, %d struck"
        .formatted(
            report.succeeded(),
            report.failed(),
            report.retried(),
            report.cancelled(),
            report.struck());
  }

  /** What listens on a port for this worker. */
  private interface Servers extends AutoCloseable {
    @Override
    void close();
  }

  private Servers serve(Worker worker) {
    if (healthcheckPort == null) {
      return () -> {};
    }
    try {
      return HealthServer.start(healthcheckPort, worker::health)::close;
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(
          "Cannot listen on --healthcheck-port %d: %s".formatted(healthcheckPort, e.getMessage()),
          e);
    }
  }
}
