package dev.docket.chaos;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes down when this process did not get to run, whether the driver had stopped it or the
 * machine was too busy. A thread looks at the clock every 20 ms: a gap is a {@code stall}. And
 * Linux tells how long each thread has waited for a processor: when those that send heartbeats have
 * waited for most of a while, the process was {@code starved}, and nobody could expect heartbeats
 * from it.
 */
final class Pauses {

  private static final Path THREADS = Path.of("/proc/self/task");
  private static final long STEP_MILLIS = 20;
  private static final long STALL_MILLIS = 300;
  private static final long SAMPLE_MILLIS = 500;
  private static final long WINDOW_MILLIS = Settings.SILENCE.toMillis();

  private final Journal journal;
  private final String process;
  private final Deque<Sample> samples = new ArrayDeque<>();

  /** How long threads had waited for a processor by then, in ms since they began. */
  private record Sample(long at, long waited) {}

  private Pauses(Journal journal, String process) {
    this.journal = journal;
    this.process = process;
  }

  static void watch(Journal journal, String process) {
    Pauses pauses = new Pauses(journal, process);
    Thread.ofPlatform().daemon().name("pauses").start(pauses::loop);
  }

  private void loop() {
    long last = System.currentTimeMillis();
    while (true) {
      LockSupport.parkNanos(STEP_MILLIS * 1_000_000);
      long now = System.currentTimeMillis();
      if (now - last >= STALL_MILLIS) {
        tell("stall", last, now);
      }
      if (samples.isEmpty() || now - samples.getLast().at() >= SAMPLE_MILLIS) {
        sample(new Sample(now, waitedMillis()));
      }
      last = now;
    }
  }

  private void sample(Sample latest) {
    samples.addLast(latest);
    while (samples.size() > 2 && samples.getFirst().at() < latest.at() - WINDOW_MILLIS) {
      samples.removeFirst();
    }
    Sample first = samples.getFirst();
    if (latest.waited() - first.waited() > WINDOW_MILLIS / 2) {
      tell("starved", first.at(), latest.at());
    }
  }

  /** How long the threads that heartbeats pass through have been ready to run and did not. */
  private static long waitedMillis() {
    long nanos = 0;
    if (Files.isDirectory(THREADS)) {
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(THREADS)) {
        for (Path thread : threads) {
          nanos += waitedNanos(thread);
        }
      } catch (IOException e) {
        return 0;
      }
    }
    return nanos / 1_000_000;
  }

  private static long waitedNanos(Path thread) {
    try {
      String name = Files.readString(thread.resolve("comm"));
      if (name.startsWith("docket-lease") || name.startsWith("lettuce-epoll")) {
        return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ")[1]);
      }
    } catch (IOException e) {
      // It has just ended.
    }
    return 0;
  }

  private void tell(String what, long from, long until) {
    journal.write("stall", "kind", what, "process", process, "from", from, "until", until);
  }
}
