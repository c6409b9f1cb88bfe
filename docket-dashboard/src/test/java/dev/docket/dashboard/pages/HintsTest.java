package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Strike;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Pulse.Sample;
import dev.docket.operations.Minute;
import dev.docket.operations.Status;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.UnknownTask;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HintsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T03:00:30Z");

  private static List<String> titles(Hints hints) {
    return hints.all().stream().map(Hint::title).toList();
  }

  private static Hints of(Status status, Minute... history) {
    return new Hints(new Pulse(status, List.of(history), List.of()), List.of(), List.of());
  }

  private static Status status(
      int workers, int busy, long queued, @Nullable Instant oldest, @Nullable Instant due) {
    long scheduled = due == null ? 0 : 4;
    return new Status(
        NOW, scheduled, queued, busy, 0, 0, 0, 0, oldest, due, workers, workers * 5, busy, "7.2.4");
  }

  private static Minute minute(String task, long ago, long succeeded, long failed) {
    Instant start = NOW.minusSeconds(ago);
    return new Minute(start, task, succeeded, failed, 0, 0, 0, 0, List.of());
  }

  @Test
  void a_docket_that_works_needs_no_attention() {
    Status busy = status(1, 5, 3, NOW.minusSeconds(2), NOW.plusSeconds(5));

    assertThat(titles(of(busy, minute("ship", 60, 100, 2)))).isEmpty();
    assertThat(titles(of(status(0, 0, 0, null, null)))).isEmpty();
  }

  @Test
  void no_worker_is_worse_while_something_waits() {
    assertThat(of(status(0, 0, 3, NOW.minusSeconds(2), null)).all())
        .singleElement()
        .satisfies(
            hint -> {
              assertThat(hint.title()).isEqualTo("No worker is alive");
              assertThat(hint.tone()).isEqualTo("bad");
              assertThat(hint.text()).startsWith("3 executions wait.");
              assertThat(hint.since()).isEqualTo(NOW.minusSeconds(2));
            });
    assertThat(of(status(0, 0, 0, null, NOW.minusSeconds(9))).all().getFirst().tone())
        .isEqualTo("bad");
    assertThat(of(status(0, 0, 0, null, NOW.plusSeconds(9))).all().getFirst().tone())
        .isEqualTo("warn");
  }

  @Test
  void work_waits_for_permits_or_although_there_are_some() {
    Instant longAgo = NOW.minusSeconds(31);

    assertThat(titles(of(status(1, 5, 3, longAgo, null))))
        .containsExactly("All permits are in use");
    assertThat(titles(of(status(1, 4, 3, longAgo, null))))
        .containsExactly("Work waits although permits are free");
  }

  @Test
  void a_queue_that_grows_is_told_before_it_is_late() {
    Status status = status(1, 5, 90, NOW.minusSeconds(3), null);
    List<Sample> rising = samples(0, 30);

    assertThat(new Hints(new Pulse(status, List.of(), rising), List.of(), List.of()).all())
        .singleElement()
        .satisfies(
            hint -> {
              assertThat(hint.title()).isEqualTo("The queue grows and all permits are in use");
              assertThat(hint.text())
                  .startsWith("90 executions wait, 60 more than up to a minute ago.");
            });
    for (List<Sample> calm : List.of(samples(0, 88), samples(20, 30))) {
      assertThat(titles(new Hints(new Pulse(status, List.of(), calm), List.of(), List.of())))
          .isEmpty();
    }
  }

  /** One for each of the last forty seconds but the first ones, from this many queued on. */
  private static List<Sample> samples(int without, long from) {
    return IntStream.range(without, 30)
        .mapToObj(n -> new Sample(NOW.minusSeconds(30 - n), 0, 0, from + n, 0, 5))
        .toList();
  }

  @Test
  void scheduled_work_that_nobody_moves_is_told() {
    assertThat(titles(of(status(1, 0, 0, null, NOW.minusSeconds(11)))))
        .containsExactly("Scheduled work is overdue");
  }

  @Test
  void a_task_that_fails_now_is_told_and_one_that_failed_earlier_is_not() {
    Status status = status(1, 0, 0, null, null);

    List<Hint> hints =
        of(
                status,
                minute("ship", 60, 10, 40),
                minute("charge", 60, 80, 20),
                minute("rare", 60, 0, 2),
                minute("healed", 600, 0, 50))
            .all();

    assertThat(hints)
        .extracting(Hint::title, Hint::tone)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("Task ship fails", "bad"),
            org.assertj.core.groups.Tuple.tuple("Task charge fails", "warn"));
    assertThat(hints.getFirst().text()).contains("40 of 50 executions");
  }

  @Test
  void unknown_tasks_and_strikes_are_told() {
    Pulse pulse = new Pulse(status(1, 0, 0, null, null), List.of(), List.of());
    UnknownTask unknown = new UnknownTask("translate", 2, NOW.minusSeconds(90), "k", true);
    StrikeInForce strike = new StrikeInForce(Strike.task("ship"), null, null, NOW);

    assertThat(new Hints(pulse, List.of(unknown), List.of(strike)).all())
        .extracting(Hint::title, Hint::isTrouble)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("No live worker knows task translate", true),
            org.assertj.core.groups.Tuple.tuple("A strike is in force", false));
  }
}
