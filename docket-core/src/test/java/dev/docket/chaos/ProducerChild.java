package dev.docket.chaos;

import dev.docket.Docket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A producer in a process of its own: {@code ProducerChild folder url name first end perSecond
 * seed}. Its submissions have the numbers from first to before end, at that pace; one that starts
 * late or was paused catches up. What each number does is drawn from the number, so that it is the
 * same whichever process sends it.
 */
final class ProducerChild {

  private static final int THREADS = 8;

  /** So far may submissions be ahead of the workers. */
  private static final long BACKLOG = 1000;

  private final Producer producer;
  private final AtomicLong next;
  private final long first;
  private final long end;
  private final double perSecond;
  private final long seed;
  private final long began = System.nanoTime();
  private final Progress runs;

  private ProducerChild(
      Producer producer, long first, long end, double perSecond, long seed, Progress runs) {
    this.producer = producer;
    this.next = new AtomicLong(first);
    this.first = first;
    this.end = end;
    this.perSecond = perSecond;
    this.seed = seed;
    this.runs = runs;
  }

  public static void main(String[] args) throws InterruptedException {
    Lifeline.hold();
    Journal journal = Journal.open(Path.of(args[0]), args[2]);
    Pauses.watch(journal, args[2]);
    Docket docket = WorkerChild.connect(Docket.builder().url(args[1]).name(Settings.DOCKET));
    journal.write("up", "process", args[2], "at", System.currentTimeMillis());
    Up.tell(Path.of(args[0]), args[2]);
    new ProducerChild(
            new Producer(docket, journal),
            Long.parseLong(args[3]),
            Long.parseLong(args[4]),
            Double.parseDouble(args[5]),
            Long.parseLong(args[6]),
            Progress.ofRuns(Path.of(args[0])))
        .run();
    docket.close();
    System.exit(0);
  }

  private void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(Thread.ofPlatform().start(this::loop));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void loop() {
    for (long n = next.getAndIncrement(); n < end; n = next.getAndIncrement()) {
      long due = began + (long) ((n - first) / perSecond * 1e9);
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      keepStep(n);
      producer.submit(n, new SplittableRandom(seed * 1_000_003 + n));
    }
  }

  /**
   * Waits for workers that are far behind, as they are on a slow machine: else most of the work
   * would be done when all faults are over. Some of the submissions never run, but others run
   * repeatedly.
   */
  private void keepStep(long n) {
    while (n % Crew.RANGE * Crew.PRODUCERS * 8 / 10 - runs.count() > BACKLOG) {
      LockSupport.parkNanos(200_000_000);
    }
  }
}
