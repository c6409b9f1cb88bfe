package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.operations.LostWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A worker that died or hung without a word is remembered for a while. */
class LostWorkersTest extends OnRedis {

  private static final long DAY = Duration.ofDays(1).toMillis();

  record Job(int number) implements Task {}

  /** Ends only when it was delivered once more. */
  private void run(Job job, TaskContext context) throws InterruptedException {
    if (!context.redelivered()) {
      new CountDownLatch(1).await();
    }
  }

  private List<LostWorker> lost() {
    return docket.operations().lostWorkers(1000);
  }

  private Worker worker(String name, int concurrency) {
    return Worker.builder(docket).name(name).concurrency(concurrency).build();
  }

  /** Crashes a worker that runs so many jobs, and waits until another has noticed. */
  private void crash(String name, int jobs) {
    docket.addAll(
        IntStream.range(0, jobs).mapToObj(n -> new Placement(new Job(n), Schedule.now())).toList());
    try (Worker worker = worker(name, Math.max(1, jobs))) {
      worker.start();
      Awaitility.await().until(() -> runs(name) == jobs);
      worker.faults().crash();
    }
    try (Worker other = worker("heir", 200)) {
      other.start();
      Awaitility.await()
          .until(() -> docket.workers().stream().noneMatch(w -> w.name().equals(name)));
      Awaitility.await().until(() -> docket.snapshot().totalTasks() == 0);
      Awaitility.await().until(() -> lost().stream().anyMatch(w -> w.name().equals(name)));
    }
  }

  private long runs(String name) {
    boolean here = docket.workers().stream().anyMatch(worker -> worker.name().equals(name));
    return here ? docket.snapshot().running().size() : -1;
  }

  @Test
  void one_that_crashed_tells_when_it_was_seen_when_it_was_missed_and_what_it_held() {
    docket.register(Job.class, this::run);
    Instant before = Instant.now().minusSeconds(1);

    crash("north", 2);

    assertThat(lost())
        .singleElement()
        .satisfies(
            north -> {
              assertThat(north.name()).isEqualTo("north");
              assertThat(north.deliveries()).isEqualTo(2);
              assertThat(north.lastSeen()).isBetween(before, Instant.now());
              assertThat(north.noticedAt())
                  .isBetween(north.lastSeen().plusMillis(1000), Instant.now().plusSeconds(1));
            });
  }

  @Test
  void one_that_took_its_leave_is_not_among_them() {
    docket.register(Job.class, this::run);
    try (Worker orderly = worker("orderly", 1)) {
      orderly.start();
      Awaitility.await().until(() -> !docket.workers().isEmpty());
    }

    crash("idle", 0);

    assertThat(lost())
        .extracting(LostWorker::name, LostWorker::deliveries)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("idle", 0L));
  }

  @Test
  void all_that_a_large_one_held_is_one_note() {
    docket.register(Job.class, this::run);

    crash("large", 150);

    assertThat(lost())
        .extracting(LostWorker::name, LostWorker::deliveries)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("large", 150L));
  }

  @Test
  void one_whose_description_has_expired_meanwhile_keeps_its_name() {
    docket.register(Job.class, this::run);
    try (Worker worker = worker("user@host", 1)) {
      worker.start();
      Awaitility.await().until(() -> !docket.workers().isEmpty());
      worker.faults().crash();
      COMMANDS.del(COMMANDS.keys(key("worker:*")).toArray(String[]::new));
    }

    try (Worker other = worker("other", 1)) {
      other.start();
      Awaitility.await().until(() -> !lost().isEmpty());
    }
    assertThat(lost()).extracting(LostWorker::name).containsExactly("user@host");
  }

  @Test
  void a_hundred_of_the_last_seven_days_are_kept_the_latest_first() {
    docket.register(Job.class, this::run);
    long now = System.currentTimeMillis();
    for (int n = 1; n <= 120; n++) {
      COMMANDS.zadd(key("lost"), now - n * 1000, (now - n * 1000 - 10) + ":0:w" + n + "@1");
    }
    COMMANDS.zadd(key("lost"), now - 8 * DAY, "1:0:ancient@1");

    crash("latest", 1);

    assertThat(lost()).hasSize(100).extracting(LostWorker::name).startsWith("latest", "w1", "w2");
    assertThat(docket.operations().lostWorkers(2))
        .extracting(LostWorker::name)
        .containsExactly("latest", "w1");
    assertThat(COMMANDS.zcard(key("lost"))).isEqualTo(100);
    assertThat(COMMANDS.pttl(key("lost"))).isBetween(7 * DAY - 60_000, 7 * DAY);
  }

  @Test
  void what_is_older_than_seven_days_is_not_told() {
    long now = System.currentTimeMillis();
    COMMANDS.zadd(key("lost"), now - 8 * DAY, (now - 8 * DAY) + ":3:ancient@1");
    COMMANDS.zadd(key("lost"), now - 6 * DAY, (now - 6 * DAY) + ":3:recent@1");
    COMMANDS.expire(key("lost"), 60);

    assertThat(lost()).extracting(LostWorker::name).containsExactly("recent");
  }

  @Test
  void none_at_all_cannot_be_asked_for() {
    assertThatThrownBy(() -> docket.operations().lostWorkers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("most is 0; it must be at least 1");
    assertThat(lost()).isEmpty();
  }
}
