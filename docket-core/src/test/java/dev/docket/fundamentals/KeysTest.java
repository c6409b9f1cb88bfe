package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest extends OnRedis {

  record Note(String text) implements Task {}

  @Retry(attempts = 2, delay = "1h")
  record Stubborn(String text) implements Task {}

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"queue", "stream", "workers", "a b", "{x}", "*", "ü\n\"'", "run:x", "}{"})
  void any_text_is_a_key_and_holds_one_execution(String key) {
    docket.register(Note.class, note -> seen.add(note.text()));

    docket.add(new Note("first"), Schedule.keyed(key));
    Disposition second = docket.add(new Note("second"), Schedule.keyed(key)).disposition();
    docket.add(new Note("later"), Schedule.in(Duration.ofMillis(20)).withKey(key + "2"));
    runUntilFinished();

    assertThat(second).isEqualTo(Disposition.ALREADY_SCHEDULED);
    assertThat(seen).containsExactlyInAnyOrder("first", "later");
    assertThat(docket.execution(key)).get().extracting("state").isEqualTo(ExecutionState.COMPLETED);
  }

  @Test
  void nothing_of_an_ended_execution_shows_through_in_the_next_one() {
    docket.register(
        Note.class,
        note -> {
          throw new IllegalStateException("first");
        });
    docket.add(new Note("x"), Schedule.keyed("k"));
    runUntilFinished();

    docket.add(new Note("y"), Schedule.in(Duration.ofHours(1)).withKey("k"));

    var record = docket.execution("k").orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record.error()).isNull();
    assertThat(record.finishedAt()).isNull();
    assertThat(record.startedAt()).isNull();
    assertThat(docket.failed(10)).isEmpty();
    assertThat(COMMANDS.pttl("{" + docket.name() + "}:run:k")).isEqualTo(-1);
    leavesWork();
  }

  @RepeatedTest(20)
  void of_ten_concurrent_adds_of_one_key_one_is_scheduled() throws Exception {
    docket.register(Note.class, note -> seen.add(note.text()));
    List<Callable<Execution<Void>>> adds = new ArrayList<>();
    try (Docket other = settings().name(docket.name()).build()) {
      for (int i = 0; i < 10; i++) {
        Docket one = i % 2 == 0 ? docket : other;
        Schedule schedule = i % 3 == 0 ? Schedule.in(Duration.ofMillis(1)) : Schedule.now();
        String text = "note " + i;
        adds.add(() -> one.add(new Note(text), schedule.withKey("one")));
      }

      List<Disposition> dispositions = new ArrayList<>();
      try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
        for (Future<Execution<Void>> added : pool.invokeAll(adds)) {
          dispositions.add(added.get().disposition());
        }
      }
      assertThat(dispositions).containsOnlyOnce(Disposition.SCHEDULED);
    }
    runUntilFinished();

    assertThat(seen).hasSize(1);
  }

  @Test
  void a_running_predecessor_finishes_but_the_record_is_its_successors()
      throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    docket.register(
        Note.class,
        note -> {
          if (note.text().equals("old")) {
            started.countDown();
            go.await();
          }
          seen.add(note.text());
        });
    docket.add(new Note("old"), Schedule.keyed("k"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      docket.replace(new Note("new"), Schedule.in(Duration.ofHours(1)).withKey("k"));
      go.countDown();
      Awaitility.await().until(() -> seen.contains("old"));
    }

    var record = docket.execution("k").orElseThrow();
    assertThat(record.state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(record.arguments()).containsEntry("text", "new");
    assertThat(docket.snapshot().totalTasks()).isEqualTo(1);
    leavesWork();
  }

  @Test
  void what_waits_for_a_retry_is_replaced_and_keeps_its_key_taken() {
    docket.register(
        Stubborn.class,
        stubborn -> {
          seen.add(stubborn.text());
          if (stubborn.text().equals("old")) {
            throw new IllegalStateException("again in an hour");
          }
        });
    docket.add(new Stubborn("old"), Schedule.keyed("k"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      Awaitility.await().until(() -> docket.execution("k").orElseThrow().attempt() == 2);
    }
    assertThat(docket.add(new Stubborn("late"), Schedule.keyed("k")).disposition())
        .isEqualTo(Disposition.ALREADY_SCHEDULED);

    docket.replace(new Stubborn("new"), Schedule.keyed("k"));
    runUntilFinished();

    assertThat(seen).containsExactly("old", "new");
  }

  @Test
  void a_replacement_runs_instead_of_what_was_pending() {
    docket.register(Note.class, note -> seen.add(note.text()));
    docket.add(new Note("old"), Schedule.in(Duration.ofMillis(50)).withKey("scheduled"));
    docket.replace(new Note("new"), Schedule.in(Duration.ofMillis(80)).withKey("scheduled"));
    docket.add(new Note("old"), Schedule.keyed("queued"));
    docket.replace(new Note("new"), Schedule.keyed("queued"));
    docket.replace(new Note("added"), Schedule.keyed("none"));

    runUntilFinished();

    assertThat(seen).containsExactlyInAnyOrder("new", "new", "added");
  }
}
