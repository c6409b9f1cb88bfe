package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionEvent;
import dev.docket.Residue;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.local.LocalRedis;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits for Redis, or listens to it, when the docket object is closed that it goes by. */
@Timeout(60)
class ClosingWaitersTest extends OnRedis {

  record Someday() implements Task {}

  private static final Duration LONG = Duration.ofHours(1);

  /** Less than the ten seconds after which a command is given up. */
  private static final Duration AT_ONCE = Duration.ofSeconds(9);

  /** Closes it once the waiter waits; returns what the waiter was told, and how soon. */
  private static Throwable closeUnder(Docket closing, Runnable waiting) throws Exception {
    FutureTask<Throwable> waiter = new FutureTask<>(() -> thrownBy(waiting));
    Thread thread = Thread.ofPlatform().daemon().start(waiter);
    Awaitility.await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    long began = System.nanoTime();
    closing.close();
    Throwable told = waiter.get(30, TimeUnit.SECONDS);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
    return told;
  }

  private static Throwable thrownBy(Runnable waiting) {
    try {
      waiting.run();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private List<String> listened() {
    return Residue.channels(docket).stream().filter(name -> name.contains("}:state:")).toList();
  }

  @Test
  void who_waits_for_a_result_is_told_at_once() throws Exception {
    leavesWork();
    Docket closing = settings().name(docket.name()).build();
    Execution<Void> someday = closing.add(new Someday(), Schedule.in(LONG));

    Throwable told = closeUnder(closing, () -> someday.result(LONG));

    assertThat(told)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Docket %s is closed; build another".formatted(docket.name()));
    Awaitility.await().until(() -> listened().isEmpty());
  }

  @Test
  void also_where_nobody_shares_the_connections() throws Exception {
    try (LocalRedis redis = LocalRedis.start()) {
      Docket alone = Docket.connect(redis.url());
      Execution<Void> someday = alone.add(new Someday(), Schedule.in(LONG));

      Throwable told = closeUnder(alone, () -> someday.result(LONG));

      assertThat(told).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
    }
  }

  @Test
  void who_waits_for_a_redis_that_is_silent_is_told_at_once() throws Exception {
    try (LocalRedis redis = LocalRedis.start()) {
      Docket alone = Docket.connect(redis.url());
      redis.pause();

      Throwable told = closeUnder(alone, () -> alone.add(new Someday()));

      assertThat(told).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
      redis.resume();
    }
  }

  @Test
  void also_where_others_go_on_waiting_for_it() throws Exception {
    try (LocalRedis redis = LocalRedis.start();
        Docket other = Docket.connect(redis.url())) {
      Docket closing = Docket.connect(redis.url());
      redis.pause();

      Throwable told = closeUnder(closing, () -> closing.add(new Someday()));

      assertThat(told).isInstanceOf(IllegalStateException.class).hasMessageContaining("is closed");
      redis.resume();
      assertThat(other.snapshot().workers()).isEmpty();
    }
  }

  @Test
  void a_listener_hears_nothing_more() {
    Docket closing = settings().name(docket.name()).build();
    Queue<ExecutionEvent> heard = new ConcurrentLinkedQueue<>();
    Queue<ExecutionEvent> heardByOther = new ConcurrentLinkedQueue<>();
    closing.subscribe("x", heard::add);
    docket.subscribe("x", heardByOther::add);

    closing.close();
    docket.add(new Someday(), Schedule.in(LONG).withKey("x"));
    docket.cancel("x");

    Awaitility.await().until(() -> heardByOther.size() == 2);
    assertThat(heard).isEmpty();
  }

  @Test
  void subscriptions_end_with_the_docket() {
    Docket closing = settings().name(docket.name()).build();
    closing.subscribe("x", event -> {});
    assertThat(listened()).containsExactly(key("state:x"));

    closing.close();

    Awaitility.await().until(() -> listened().isEmpty());
  }

  @Test
  void a_struck_task_is_refused_because_the_docket_is_closed() {
    Docket closed = settings().name(docket.name()).build();
    closed.strike(Strike.task(Someday.class));
    closed.close();

    assertThatThrownBy(() -> closed.add(new Someday())).hasMessageContaining("is closed");
    assertThatThrownBy(() -> closed.addAll(List.of())).hasMessageContaining("is closed");
    docket.restore(Strike.task(Someday.class));
  }

  @Test
  void no_thread_is_left_even_when_who_closes_is_interrupted() {
    try (LocalRedis redis = LocalRedis.start()) {
      Set<Thread> before = threads();
      Docket alone = Docket.connect(redis.url(), "alone-" + System.nanoTime());
      Set<Thread> own = threads();
      Set<String> others = before.stream().map(t -> pool(t.getName())).collect(Collectors.toSet());
      own.removeIf(thread -> others.contains(pool(thread.getName())));
      assertThat(own)
          .extracting(Thread::getName)
          .contains("docket-strikes-" + alone.name())
          .anyMatch(name -> name.startsWith("lettuce-"));
      assertThat(own).as("a docket that is never closed keeps no JVM").allMatch(Thread::isDaemon);

      Thread.currentThread().interrupt();
      alone.close();
      alone.close();

      assertThat(Thread.interrupted()).isTrue();
      Awaitility.await().until(() -> own.stream().noneMatch(Thread::isAlive));
    }
  }

  /** What the threads of a pool have in common, which may start one at any time. */
  private static String pool(String thread) {
    return thread.replaceFirst("-\\d+$", "");
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("(docket|lettuce)-.*"))
        .collect(Collectors.toSet());
  }
}
