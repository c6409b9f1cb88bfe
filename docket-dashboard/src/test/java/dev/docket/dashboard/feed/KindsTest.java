package dev.docket.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.operations.Place;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KindsTest {

  record Pay() implements Task {}

  private final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());

  @AfterEach
  void close() {
    docket.close();
  }

  private void add(int from, int to, Task task, Schedule when) {
    docket.addAll(
        IntStream.range(from, to)
            .mapToObj(n -> new Placement(task, when.withKey("k" + n)))
            .toList());
  }

  @Test
  void five_hundred_failures_are_all_of_them_and_one_more_is_not() {
    docket.register(
        Pay.class,
        p -> {
          throw new IllegalStateException("no");
        });
    try (Worker worker = Worker.builder(docket).build()) {
      add(0, 500, new Pay(), Schedule.now());
      worker.runUntilFinished();
      Kinds.Found all = new Kinds(Place.FAILED).read(docket);
      assertThat(all.looked()).isEqualTo(500);
      assertThat(all.complete()).isTrue();

      add(500, 501, new Pay(), Schedule.now());
      worker.runUntilFinished();
      Kinds.Found some = new Kinds(Place.FAILED).read(docket);
      assertThat(some.looked()).isEqualTo(500);
      assertThat(some.complete()).isFalse();
    }
  }

  @Test
  void five_hundred_of_a_place_are_all_of_them_and_one_more_is_not() {
    for (Place place : new Place[] {Place.SCHEDULED, Place.QUEUED}) {
      Schedule when = place == Place.QUEUED ? Schedule.now() : Schedule.in(Duration.ofHours(1));
      add(0, 500, new Trace("x"), when);
      assertThat(new Kinds(place).read(docket).complete()).as("500 %s", place).isTrue();

      add(500, 501, new Trace("x"), when);
      assertThat(new Kinds(place).read(docket).complete()).as("501 %s", place).isFalse();
      docket.clear();
    }
  }
}
