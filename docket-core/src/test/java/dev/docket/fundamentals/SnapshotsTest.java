package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.DocketSnapshot;
import dev.docket.ExecutionRecord;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Perpetual;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SnapshotsTest extends OnRedis {

  @Perpetual(every = "1ms")
  record Restless() implements Task {}

  record Later(int number) implements Task {}

  record Bill(@ConcurrencyLimit(max = 1) String customer) implements Task {}

  @Test
  void an_execution_is_there_once_wherever_it_moves_meanwhile() {
    leavesWork();
    docket.register(Restless.class, restless -> {});
    List<String> keys = List.of("a", "b", "c", "d", "e");
    keys.forEach(key -> docket.add(new Restless(), Schedule.keyed(key)));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      for (int n = 0; n < 500; n++) {
        DocketSnapshot snapshot = docket.snapshot();

        assertThat(keys(snapshot)).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(snapshot.totalTasks()).isEqualTo(keys.size());
      }
    }
  }

  private static List<String> keys(DocketSnapshot snapshot) {
    return Stream.concat(snapshot.running().stream(), snapshot.future().stream())
        .map(ExecutionRecord::key)
        .toList();
  }

  @Test
  void what_is_to_come_is_told_by_due_time_with_its_arguments() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    docket.register(Bill.class, bill -> end.await());
    docket.register(Later.class, later -> {});
    Instant due = Instant.now().plusSeconds(3600);
    try (Worker worker =
        Worker.builder(docket).name("biller").drainTimeout(Duration.ZERO).build()) {
      worker.start();
      docket.add(new Later(2), Schedule.at(due.plusSeconds(1)).withKey("later-2"));
      docket.add(new Later(1), Schedule.at(due).withKey("later-1"));
      docket.add(new Bill("ada"), Schedule.keyed("bill-1"));
      Awaitility.await().until(() -> docket.snapshot().running().size() == 1);
      docket.add(new Bill("ada"), Schedule.keyed("bill-2"));
      Awaitility.await().until(() -> docket.operations().status().parked() == 1);

      DocketSnapshot snapshot = docket.snapshot();

      assertThat(snapshot.future())
          .extracting(ExecutionRecord::key)
          .containsExactly("bill-2", "later-1", "later-2");
      assertThat(snapshot.future().get(1).arguments()).containsEntry("number", 1);
      assertThat(snapshot.running())
          .singleElement()
          .satisfies(running -> assertThat(running.key()).isEqualTo("bill-1"))
          .satisfies(running -> assertThat(running.worker()).isEqualTo("biller"));
      assertThat(snapshot.taken()).isBetween(due.minusSeconds(3601), due);
      end.countDown();
      Awaitility.await().until(() -> docket.operations().status().parked() == 0);
      docket.cancel("later-1");
      docket.cancel("later-2");
    }
  }

  @Test
  void of_very_many_a_thousand_are_told_and_all_are_counted() {
    leavesWork();
    docket.addAll(
        IntStream.range(0, 1_100)
            .mapToObj(n -> new Placement(new Later(n), Schedule.in(Duration.ofHours(1))))
            .toList());

    DocketSnapshot snapshot = docket.snapshot();

    assertThat(snapshot.totalTasks()).isEqualTo(1_100);
    assertThat(snapshot.future()).hasSize(1_000);
    assertThat(snapshot.running()).isEmpty();
  }
}
