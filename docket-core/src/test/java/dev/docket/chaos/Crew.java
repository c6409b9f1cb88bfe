package dev.docket.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The processes that are disturbed. Each has a slot; what is killed is started again in its slot
 * under a new name. One thread uses it, but for the heals of stopped processes.
 */
final class Crew implements AutoCloseable {

  static final int PRODUCERS = 2;

  /** The numbers of one producer's submissions begin at a multiple of this. */
  static final long RANGE = 10_000_000;

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration WORK_PATIENCE = Duration.ofSeconds(2);

  private final Chaos.Setup setup;
  private final Path folder;
  private final String url;
  private final Journal journal;
  private final double perSecond;
  private final List<String> options;
  private final BooleanSupplier workIsLeft;
  private final Child[] workers;
  private final Child[] producers = new Child[PRODUCERS];
  private final List<Thread> drains = new ArrayList<>();
  private final long[] stoppedUntil;
  private int born;

  Crew(
      Chaos.Setup setup,
      Path folder,
      String url,
      Journal journal,
      double perSecond,
      List<String> options,
      BooleanSupplier workIsLeft) {
    this.setup = setup;
    this.folder = folder;
    this.url = url;
    this.journal = journal;
    this.perSecond = perSecond / PRODUCERS;
    this.options = options;
    this.workIsLeft = workIsLeft;
    this.workers = new Child[setup.workers()];
    this.stoppedUntil = new long[setup.workers()];
  }

  /** Starts all and returns when each has told that it works. */
  void start() {
    Arrays.setAll(workers, slot -> worker(slot));
    Arrays.setAll(producers, slot -> producer(slot, slot * RANGE));
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    while (up() < workers.length + PRODUCERS) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException("Not all processes are up; see their logs in " + folder);
      }
      Driver.sleep(50);
    }
  }

  private long up() {
    return Stream.of(workers, producers).flatMap(Arrays::stream).filter(this::isUp).count();
  }

  private boolean isUp(Child child) {
    return child.isAlive() && Files.exists(Up.marker(folder, child.name()));
  }

  /**
   * The slot that a fault befalls: the planned one, or the next whose worker is not stopped and has
   * something to lose, since it has started a run. Where no work is left it need only be up.
   */
  private int victim(Plan.Fault fault) {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    int busy;
    do {
      busy = victim(fault, child -> isUp(child) && hasRun(child), WORK_PATIENCE);
    } while (busy < 0 && workIsLeft.getAsBoolean() && System.nanoTime() < deadline);
    return busy >= 0 ? busy : Math.max(victim(fault, this::isUp, START_PATIENCE), 0);
  }

  private int victim(Plan.Fault fault, Predicate<Child> fit, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline) {
      for (int i = 0; i < workers.length; i++) {
        int slot = (fault.target() + i) % workers.length;
        if (fit.test(workers[slot]) && stoppedUntil[slot] < System.currentTimeMillis()) {
          return slot;
        }
      }
      Driver.sleep(20);
    }
    return -1;
  }

  private boolean hasRun(Child child) {
    return Journal.tellsOf("start", folder, child.name());
  }

  private Child worker(int slot) {
    String name = "worker-" + slot + "-" + born++;
    return Child.start(
        options,
        WorkerChild.class,
        folder,
        name,
        folder.toString(),
        url,
        name,
        Integer.toString(slot),
        setup.sabotage().word());
  }

  private Child producer(int slot, long from) {
    String name = "producer-" + slot + "-" + born++;
    return Child.start(
        options,
        ProducerChild.class,
        folder,
        name,
        folder.toString(),
        url,
        name,
        Long.toString(from),
        Long.toString(slot * RANGE + setup.tasks() / PRODUCERS),
        Double.toString(perSecond),
        Long.toString(setup.seed()));
  }

  void inflict(Plan.Fault fault) {
    switch (fault.kind()) {
      case KILL_WORKER -> killWorker(fault);
      case STOP_WORKER, STOP_WORKER_PAST_LEASE -> stopWorker(fault);
      case DRAIN_WORKER -> drainWorker(fault);
      case KILL_PRODUCER -> killProducer(fault);
      case STOP_PRODUCER -> stop(producers[fault.target() % PRODUCERS], fault);
      default -> throw new IllegalArgumentException("Not for a process: " + fault);
    }
  }

  private void killWorker(Plan.Fault fault) {
    int slot = victim(fault);
    Child child = workers[slot];
    begin(fault, child);
    child.kill();
    healed(fault);
    workers[slot] = worker(slot);
    stoppedUntil[slot] = 0;
  }

  private void stopWorker(Plan.Fault fault) {
    int slot = victim(fault);
    stoppedUntil[slot] = System.currentTimeMillis() + fault.millis() + 500;
    stop(workers[slot], fault);
  }

  private void stop(Child child, Plan.Fault fault) {
    if (child.isAlive()) {
      begin(fault, child);
      child.stopFor(fault.millis(), () -> healed(fault));
    }
  }

  /** Ends it in order, next to its successor, as a rolling deployment does. */
  private void drainWorker(Plan.Fault fault) {
    int slot = victim(fault);
    Child leaving = workers[slot];
    begin(fault, leaving);
    workers[slot] = worker(slot);
    stoppedUntil[slot] = 0;
    drains.add(Thread.ofPlatform().start(() -> finish(leaving, () -> healed(fault))));
  }

  /** One that does not end in time is killed, and the journal says so. */
  private void finish(Child leaving, Runnable healed) {
    if (!leaving.finish(PATIENCE)) {
      journal.write("residue", "text", leaving.name() + " did not end within " + PATIENCE);
      begin("kill", "late-" + leaving.name(), leaving.name());
      leaving.kill();
    }
    healed.run();
  }

  private void killProducer(Plan.Fault fault) {
    int slot = fault.target() % PRODUCERS;
    Child child = producers[slot];
    while (child.isAlive() && !isUp(child)) {
      Driver.sleep(50);
    }
    if (child.isAlive()) {
      begin(fault, child);
      child.kill();
      healed(fault);
      producers[slot] = producer(slot, nextNumber(slot));
    }
  }

  /** After the last number that a producer of the slot has begun with. */
  private long nextNumber(int slot) {
    long first = slot * RANGE;
    return Journal.readAll(folder).stream()
            .filter(line -> line.what().equals("call"))
            .mapToLong(line -> line.number("n"))
            .filter(n -> n >= first && n < first + RANGE)
            .max()
            .orElse(first - 1)
        + 1;
  }

  private void begin(Plan.Fault fault, Child child) {
    begin(fault.kind().word, Integer.toString(fault.id()), child.name());
  }

  private void begin(String word, String id, String target) {
    long now = System.currentTimeMillis();
    journal.write("fault", "id", id, "kind", word, "target", target, "at", now);
  }

  private void healed(Plan.Fault fault) {
    journal.write("healed", "id", fault.id(), "at", System.currentTimeMillis());
  }

  /** Waits until everything has been submitted. */
  void awaitProducers(Duration patience) {
    for (Child producer : producers) {
      if (!producer.ends(patience) || producer.exitCode() != 0) {
        journal.write("residue", "text", producer.name() + " did not end well; see its log");
      }
    }
  }

  /** Ends all workers in order. */
  void finish() {
    List<Thread> all = new ArrayList<>(drains);
    for (Child worker : workers) {
      all.add(Thread.ofPlatform().start(() -> finish(worker, () -> {})));
    }
    all.forEach(Crew::join);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    for (Child[] some : List.of(workers, producers)) {
      for (Child child : some) {
        if (child != null) {
          child.kill();
        }
      }
    }
  }
}
