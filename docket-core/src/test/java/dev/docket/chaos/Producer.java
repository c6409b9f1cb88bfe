package dev.docket.chaos;

import dev.docket.Docket;
import dev.docket.DocketException;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.chaos.Tasks.Flaky;
import dev.docket.chaos.Tasks.Hopeless;
import dev.docket.chaos.Tasks.Limited;
import dev.docket.chaos.Tasks.Metered;
import dev.docket.chaos.Tasks.Plain;
import dev.docket.chaos.Tasks.Tenanted;
import dev.docket.chaos.Tasks.Tick;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Adds, replaces and cancels, and writes down each call before it is made and each answer after.
 * Safe for use by several threads.
 */
final class Producer {

  /** A replacement has the number of what it replaces plus this. */
  static final long REPLACEMENT = 1_000_000_000L;

  private static final int NEIGHBOURS = 60;

  private final Docket docket;
  private final Journal journal;

  Producer(Docket docket, Journal journal) {
    this.docket = docket;
    this.journal = journal;
  }

  private record Wanted(
      long n, String op, String key, Task task, int delay, int last, String tenant) {
    Schedule schedule() {
      return new Schedule(
          null, delay == 0 ? null : Duration.ofMillis(delay), key.isEmpty() ? null : key);
    }
  }

  void submit(long n, SplittableRandom random) {
    int dice = random.nextInt(100);
    int millis = random.nextInt(10) == 0 ? random.nextInt(200, 1000) : random.nextInt(1, 30);
    if (dice < 30) {
      add(wanted(n, "add", "", new Plain(n, millis), 0));
    } else if (dice < 40) {
      add(wanted(n, "keyed", "k-" + n, new Plain(n, millis), 0));
    } else if (dice < 45) {
      add(wanted(n, "twice", "t-" + n / NEIGHBOURS, new Plain(n, 20 * millis), 0));
    } else if (dice < 57) {
      add(wanted(n, "later", "l-" + n, new Plain(n, millis), random.nextInt(100, 3000)));
    } else if (dice < 63) {
      replace(n, millis, random);
    } else if (dice < 69) {
      cancel(n, millis, random);
    } else {
      addWithBehaviour(n, dice, millis, random);
    }
  }

  private void addWithBehaviour(long n, int dice, int millis, SplittableRandom random) {
    if (dice < 78) {
      int failures = random.nextInt(1, Tasks.ATTEMPTS - 1);
      add(wanted(n, "add", "f-" + n, new Flaky(n, millis, failures), 0));
    } else if (dice < 80) {
      add(wanted(n, "add", "h-" + n, new Hopeless(n, millis), 0));
    } else if (dice < 82) {
      int last = random.nextInt(3, 8);
      add(new Wanted(n, "chain", "c-" + n, new Tick(n, millis, 1, last), 0, last, ""));
    } else if (dice < 90) {
      String group = "group-" + random.nextInt(2);
      add(wanted(n, "add", "", new Limited(n, random.nextInt(100, 400), group), 0));
    } else if (dice < 95) {
      add(wanted(n, "add", "", new Metered(n, millis, "customer-" + random.nextInt(2)), 0));
    } else {
      String tenant = Bans.tenant(random.nextInt());
      add(new Wanted(n, "add", "s-" + n, new Tenanted(n, millis, tenant), 0, 0, tenant));
    }
  }

  private static Wanted wanted(long n, String op, String key, Task task, int delay) {
    return new Wanted(n, op, key, task, delay, 0, "");
  }

  private void replace(long n, int millis, SplittableRandom random) {
    String key = "r-" + n;
    add(wanted(n, "later", key, new Plain(n, millis), random.nextInt(50, 500)));
    pause(random.nextInt(250));
    long other = n + REPLACEMENT;
    journal.write("drop", "n", n, "at", now());
    Wanted successor = wanted(other, "replace", key, new Plain(other, millis), random.nextInt(200));
    call(successor);
    try {
      String answer = docket.replace(successor.task(), successor.schedule()).disposition().name();
      long at = now();
      journal.write("dropped", "n", n, "found", true, "at", at);
      journal.write("ack", "n", other, "answer", answer, "at", at);
    } catch (DocketException e) {
      failed(other, e);
    }
  }

  private void cancel(long n, int millis, SplittableRandom random) {
    String key = "x-" + n;
    add(wanted(n, "cancel", key, new Plain(n, millis), random.nextInt(400)));
    pause(random.nextInt(250));
    journal.write("drop", "n", n, "at", now());
    try {
      journal.write("dropped", "n", n, "found", docket.cancel(key), "at", now());
    } catch (DocketException e) {
      failed(n, e);
    }
  }

  private void add(Wanted wanted) {
    call(wanted);
    try {
      String answer = docket.add(wanted.task(), wanted.schedule()).disposition().name();
      journal.write("ack", "n", wanted.n(), "answer", answer, "at", now());
    } catch (DocketException e) {
      failed(wanted.n(), e);
    }
  }

  private void call(Wanted wanted) {
    journal.write(
        "call",
        "n",
        wanted.n(),
        "op",
        wanted.op(),
        "key",
        wanted.key(),
        "task",
        wanted.task().getClass().getSimpleName(),
        "delay",
        wanted.delay(),
        "last",
        wanted.last(),
        "tenant",
        wanted.tenant(),
        "at",
        now());
  }

  private void failed(long n, DocketException e) {
    journal.write("failed", "n", n, "error", e, "at", now());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static void pause(long millis) {
    LockSupport.parkNanos(millis * 1_000_000);
  }
}
