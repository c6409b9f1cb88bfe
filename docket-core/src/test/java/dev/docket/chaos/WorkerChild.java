package dev.docket.chaos;

import dev.docket.Docket;
import dev.docket.TaskContext;
import dev.docket.Worker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A worker in a process of its own: {@code WorkerChild folder url name slot sabotage}. */
final class WorkerChild {

  private WorkerChild() {}

  public static void main(String[] args) {
    Lifeline.hold();
    Path folder = Path.of(args[0]);
    String name = args[2];
    Sabotage sabotage = Sabotage.of(args[4]);
    Journal journal = Journal.open(folder, name);
    Pauses.watch(journal, name);
    RunJournal runs = new RunJournal(journal, name);
    Docket.Builder builder =
        Docket.builder()
            .url(args[1])
            .name(Settings.DOCKET)
            .heartbeatInterval(Settings.HEARTBEAT)
            .missedHeartbeats(Settings.MISSED)
            .listener(runs)
            .interceptor(runs);
    if (sabotage == Sabotage.ACK_BEFORE_RUN) {
      builder.interceptor(new AckBeforeRun(args[1]));
    }
    boolean silent = sabotage == Sabotage.NO_LEASES && Integer.parseInt(args[3]) % 2 == 0;
    if (silent) {
      builder.interceptor(WorkerChild::outlastTheSilence);
    }
    Docket docket = connect(builder);
    Handlers.register(docket);
    Worker worker =
        Worker.builder(docket)
            .name(name)
            .concurrency(Settings.CONCURRENCY)
            .redeliveryTimeout(Settings.LEASE)
            .reconnectionDelay(Duration.ofMillis(200))
            .drainTimeout(Duration.ofMillis(400))
            .build();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, journal, name)));
    worker.start();
    if (silent) {
      worker.faults().freeze();
    }
    journal.write("up", "process", name, "at", System.currentTimeMillis());
  }

  /** Redis may be away just now; a process manager would start this worker again and again. */
  static Docket connect(Docket.Builder builder) {
    while (true) {
      try {
        return builder.build();
      } catch (dev.docket.DocketConnectionException e) {
        System.err.println(e);
      }
    }
  }

  private static @Nullable Object outlastTheSilence(
      TaskContext context, Callable<@Nullable Object> run) throws Exception {
    Thread.sleep(Settings.SILENCE.multipliedBy(2));
    return run.call();
  }

  private static void stop(Worker worker, Journal journal, String name) {
    worker.close();
    journal.write("down", "process", name, "at", System.currentTimeMillis());
  }
}
