package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Worker;
import dev.docket.behavior.Durations;
import dev.docket.internal.telemetry.MetricsEndpoint;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a worker until it is told to stop. */
@Command(name = "worker", description = "Run a worker")
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class WorkerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private Connection connection;

  @Option(names = "--tasks", description = "A class that registers handlers; repeatable")
  private List<String> tasks = List.of();

  @Option(names = "--name")
  private @Nullable String name;

  @Option(names = "--concurrency", defaultValue = "${env:DOCKET_WORKER_CONCURRENCY:-10}")
  private int concurrency;

  @Option(names = "--redelivery-timeout", defaultValue = "5m")
  private String redeliveryTimeout;

  @Option(names = "--until-finished")
  private boolean untilFinished;

  @Option(
      names = "--metrics-port",
      paramLabel = "PORT",
      description = "Serve metrics for Prometheus (env DOCKET_WORKER_METRICS_PORT)",
      defaultValue = "${env:DOCKET_WORKER_METRICS_PORT}")
  private @Nullable Integer metricsPort;

  @Override
  public Integer call() {
    Integer port = metricsPort;
    if (port == null) {
      return run(builder -> {});
    }
    try (MetricsEndpoint metrics = MetricsEndpoint.open(port)) {
      return run(metrics::instrument);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private int run(Consumer<Docket.Builder> settings) {
    try (Docket docket = connection.open(settings);
        Worker worker = build(docket)) {
      // A signal is an orderly end: running tasks finish, and the exit code says so.
      Thread stop =
          Thread.ofPlatform()
              .unstarted(
                  () -> {
                    worker.stop();
                    Runtime.getRuntime().halt(0);
                  });
      Runtime.getRuntime().addShutdownHook(stop);
      if (untilFinished) {
        connection.print(spec.commandLine().getOut(), worker.runUntilFinished(), "Finished");
        Runtime.getRuntime().removeShutdownHook(stop);
      } else {
        worker.runForever();
      }
      return 0;
    }
  }

  private Worker build(Docket docket) {
    try {
      for (String type : tasks) {
        register(docket, Class.forName(type));
      }
      Worker.Builder builder =
          Worker.builder(docket)
              .concurrency(concurrency)
              .redeliveryTimeout(Durations.parse(redeliveryTimeout));
      return name == null ? builder.build() : builder.name(name).build();
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e), e);
    }
  }

  private static void register(Docket docket, Class<?> type) throws ReflectiveOperationException {
    Object handlers = type.getDeclaredConstructor().newInstance();
    try {
      type.getMethod("register", Docket.class).invoke(handlers, docket);
    } catch (NoSuchMethodException e) {
      docket.register(handlers);
    }
  }
}
