package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.TaskContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** What the workers of {@link CommandLineIT} run, in processes of their own. */
final class ShopTasks {

  /** Runs until somebody makes the file; says so by a file of its own. */
  record Gate(String file) implements Task {}

  /** The same, deaf to interrupts. */
  record StubbornGate(String file) implements Task {}

  /** Reports progress, the second half behind a gate. */
  record Steps(String file) implements Task {}

  record ProcessOrder(long customerId) implements Task {}

  void register(Docket docket) {
    docket.register(Gate.class, gate -> pass(Path.of(gate.file())));
    docket.register(StubbornGate.class, ShopTasks::stubborn);
    docket.register(Steps.class, ShopTasks::steps);
    docket.register(ProcessOrder.class, order -> {});
  }

  private static void pass(Path gate) throws IOException, InterruptedException {
    started(gate);
    while (!Files.exists(gate)) {
      Thread.sleep(20);
    }
  }

  private static void stubborn(StubbornGate stubborn) throws IOException {
    Path gate = Path.of(stubborn.file());
    started(gate);
    while (!Files.exists(gate)) {
      LockSupport.parkNanos(20_000_000);
      Thread.interrupted();
    }
  }

  private static void steps(Steps steps, TaskContext context) throws Exception {
    context.progress().total(4);
    context.progress().increment(2);
    context.progress().message("half way");
    pass(Path.of(steps.file()));
    context.progress().increment(2);
  }

  private static void started(Path gate) throws IOException {
    Files.createFile(Path.of(gate + ".started"));
  }
}
