package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.ExecutionRecord;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Logged;
import dev.docket.operations.Count;
import dev.docket.operations.ErrorKind;
import dev.docket.operations.Page;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ExecutionPagesTest extends OnRedis {

  record Ship(int order, String city) implements Task {}

  record Pack(int order) implements Task {}

  record Refund(@Logged String goods, String card, @Logged(lengthOnly = true) String note)
      implements Task {}

  record Charge(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  private List<String> keys(Place place, int limit) {
    List<String> keys = new ArrayList<>();
    String cursor = "";
    do {
      Page page = docket.operations().executions(place, cursor, limit);
      assertThat(page.records()).hasSizeLessThanOrEqualTo(limit);
      keys.addAll(keys(page));
      cursor = page.next();
    } while (!cursor.isEmpty());
    return keys;
  }

  private static List<String> keys(Page page) {
    return page.records().stream().map(ExecutionRecord::key).toList();
  }

  private void add(int from, int to, Schedule schedule) {
    docket.addAll(
        IntStream.range(from, to)
            .mapToObj(n -> new Placement(new Ship(n, "city " + n), schedule.withKey("k" + n)))
            .toList());
  }

  private static String[] expected(int from, int to) {
    return IntStream.range(from, to).mapToObj(n -> "k" + n).toArray(String[]::new);
  }

  @Test
  void queued_ones_come_in_order_of_waiting() {
    leavesWork();
    add(0, 25, Schedule.now());

    assertThat(keys(Place.QUEUED, 10)).containsExactly(expected(0, 25));
    assertThat(keys(Place.QUEUED, 25)).containsExactly(expected(0, 25));
  }

  @Test
  void scheduled_ones_come_in_order_of_their_due_time() {
    leavesWork();
    for (int n = 24; n >= 0; n--) {
      add(n, n + 1, Schedule.in(Duration.ofMinutes(10 + n)));
    }

    assertThat(keys(Place.SCHEDULED, 10)).containsExactly(expected(0, 25));
  }

  @Test
  void ended_ones_come_newest_first_and_a_page_is_not_moved_by_newer_ones() {
    docket.register(Ship.class, ship -> {});
    for (int n = 4; n >= 0; n--) {
      add(n, n + 1, Schedule.now());
      runUntilFinished();
    }
    Page first = docket.operations().executions(Place.COMPLETED, "", 2);
    add(9, 10, Schedule.now());
    runUntilFinished();

    assertThat(keys(first)).containsExactly("k0", "k1");
    assertThat(keys(docket.operations().executions(Place.COMPLETED, first.next(), 2)))
        .containsExactly("k2", "k3");
    assertThat(keys(Place.COMPLETED, 2)).containsExactly("k9", "k0", "k1", "k2", "k3", "k4");
  }

  @Test
  void a_page_goes_on_after_an_execution_that_has_left_its_place() {
    leavesWork();
    for (int n = 0; n < 6; n++) {
      add(n, n + 1, Schedule.in(Duration.ofMinutes(10 + n)));
    }
    Page first = docket.operations().executions(Place.SCHEDULED, "", 3);
    docket.cancel("k0");
    docket.cancel("k2");

    assertThat(keys(docket.operations().executions(Place.SCHEDULED, first.next(), 3)))
        .containsExactly("k3", "k4", "k5");
  }

  @Test
  void ended_ones_whose_record_has_expired_are_passed_over() {
    docket.register(Ship.class, ship -> {});
    for (int n = 0; n < 5; n++) {
      add(n, n + 1, Schedule.now());
      runUntilFinished();
    }
    COMMANDS.del("{" + docket.name() + "}:run:k3", "{" + docket.name() + "}:run:k4");

    assertThat(keys(docket.operations().executions(Place.COMPLETED, "", 2)))
        .containsExactly("k2", "k1");
  }

  @Test
  void running_and_queued_and_parked_ones_are_told_apart() {
    CountDownLatch done = new CountDownLatch(1);
    docket.register(Ship.class, ship -> done.await());
    docket.register(Charge.class, charge -> done.await());
    docket.add(new Charge(1), Schedule.keyed("holds"));
    try (Worker worker = Worker.builder(docket).concurrency(2).build()) {
      worker.start();
      Awaitility.await().until(() -> keys(Place.RUNNING, 10).equals(List.of("holds")));
      docket.add(new Charge(1), Schedule.keyed("waits"));
      Awaitility.await().until(() -> keys(Place.PARKED, 10).equals(List.of("waits")));
      add(0, 5, Schedule.now());

      Awaitility.await().until(() -> keys(Place.RUNNING, 10).equals(List.of("holds", "k0")));
      assertThat(keys(Place.QUEUED, 2)).containsExactly("k1", "k2", "k3", "k4");
      done.countDown();
      Awaitility.await().until(() -> keys(Place.COMPLETED, 10).size() == 7);
    }
  }

  @Test
  @SuppressWarnings("unchecked") // a generic varargs array that stays in the call
  void what_was_delivered_and_has_not_started_counts_as_queued() {
    leavesWork();
    String stream = "{" + docket.name() + "}:stream";
    add(0, 5, Schedule.now());
    COMMANDS.xgroupCreate(
        io.lettuce.core.XReadArgs.StreamOffset.from(stream, "0"), "docket-workers");
    COMMANDS.xreadgroup(
        io.lettuce.core.Consumer.from("docket-workers", "w"),
        io.lettuce.core.XReadArgs.Builder.count(3),
        io.lettuce.core.XReadArgs.StreamOffset.lastConsumed(stream));

    assertThat(keys(Place.QUEUED, 2)).containsExactly(expected(0, 5));
    assertThat(keys(Place.RUNNING, 2)).isEmpty();
  }

  @Test
  void a_search_looks_at_key_task_worker_error_and_arguments() {
    docket.register(
        Ship.class,
        ship -> {
          if (ship.order() == 2) {
            throw new IllegalStateException("No truck");
          }
        });
    docket.register(Pack.class, pack -> {});
    add(0, 3, Schedule.now());
    docket.add(new Pack(7), Schedule.keyed("p7"));
    try (Worker worker = Worker.builder(docket).name("north").build()) {
      worker.runUntilFinished();
    }

    assertThat(found(Place.COMPLETED, null, "K1")).containsExactly("k1");
    assertThat(found(Place.COMPLETED, "Pack", null)).containsExactly("p7");
    assertThat(found(Place.COMPLETED, null, "North")).hasSize(3);
    assertThat(found(Place.FAILED, null, "no TRUCK")).containsExactly("k2");
    assertThat(found(Place.COMPLETED, null, "city 0")).containsExactly("k0");
    assertThat(found(Place.COMPLETED, "Ship", "7")).isEmpty();
  }

  private List<String> found(Place place, String task, String text) {
    return keys(docket.operations().search(new Query(place, task, text), "", 10));
  }

  @Test
  void a_search_for_a_kind_of_error_finds_no_other_error_that_says_the_same_and_more() {
    leavesWork();
    docket.register(
        Ship.class,
        ship -> {
          String error = "No truck for order " + ship.order();
          throw new IllegalStateException(ship.order() < 3 ? error : error + ": it has burnt down");
        });
    add(0, 5, Schedule.now());
    runUntilFinished();
    ErrorKind kind = ErrorKind.of(docket.execution("k0").orElseThrow().error());
    Query query = Query.in(Place.FAILED).withError(kind);

    assertThat(keys(docket.operations().search(query, "", 10)))
        .containsExactlyInAnyOrder("k0", "k1", "k2");
    assertThat(keys(docket.operations().search(query.withPlace(Place.COMPLETED), "", 10)))
        .isEmpty();
    assertThat(docket.operations().requeueAll(query, 10)).isEqualTo(3);
    assertThat(docket.operations().status().failed()).isEqualTo(2);
  }

  @Test
  void a_search_in_logged_arguments_finds_nothing_that_is_not_to_be_shown() {
    leavesWork();
    docket.register(Refund.class, refund -> {});
    docket.add(new Refund("tea", "4929", "no thanks"), Schedule.now().withKey("r1"));
    docket.add(new Ship(4929, "Bath"), Schedule.now().withKey("unknown"));

    assertThat(found(Place.QUEUED, null, "4929")).containsExactly("r1", "unknown");
    assertThat(found(Place.QUEUED, null, "thanks")).containsExactly("r1");
    assertThat(foundInLogged("TEA")).containsExactly("r1");
    assertThat(foundInLogged("R1")).containsExactly("r1");
    assertThat(foundInLogged("4929")).isEmpty();
    assertThat(foundInLogged("thanks")).isEmpty();
    Query query = new Query(Place.QUEUED, null, "4929").withArguments(Query.Arguments.LOGGED);
    assertThat(docket.operations().cancelAll(query, 10)).isZero();
  }

  private List<String> foundInLogged(String text) {
    Query query = new Query(Place.QUEUED, null, text).withArguments(Query.Arguments.LOGGED);
    return keys(docket.operations().search(query, "", 10));
  }

  @Test
  void a_search_looks_through_two_thousand_and_goes_on_from_there() {
    leavesWork();
    add(0, 2500, Schedule.in(Duration.ofHours(1)));
    docket.add(new Pack(1), Schedule.in(Duration.ofHours(2)).withKey("last"));
    Query query = new Query(Place.SCHEDULED, "Pack", null);

    Page first = docket.operations().search(query, "", 10);
    Page second = docket.operations().search(query, first.next(), 10);

    assertThat(first.records()).isEmpty();
    assertThat(first.next()).isNotEmpty();
    assertThat(keys(second)).containsExactly("last");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void a_search_that_fills_its_page_goes_on_after_its_last_match() {
    leavesWork();
    add(0, 30, Schedule.now());
    Query query = new Query(Place.QUEUED, null, "city 2");
    List<String> found = new ArrayList<>();
    String cursor = "";
    do {
      Page page = docket.operations().search(query, cursor, 3);
      found.addAll(keys(page));
      cursor = page.next();
    } while (!cursor.isEmpty());

    assertThat(found).hasSize(11).doesNotHaveDuplicates().contains("k2", "k20", "k29");
  }

  @Test
  void what_a_search_finds_is_counted_beyond_its_page() {
    leavesWork();
    add(0, 450, Schedule.now());
    docket.add(new Pack(1), Schedule.keyed("p"));

    assertThat(docket.operations().count(new Query(Place.QUEUED, "Ship", null)))
        .isEqualTo(new Count(450, true));
    assertThat(docket.operations().count(new Query(Place.QUEUED, null, "city 44")))
        .isEqualTo(new Count(11, true));
    assertThat(docket.operations().count(Query.in(Place.FAILED))).isEqualTo(new Count(0, true));
  }

  @Test
  void a_bad_limit_or_cursor_is_refused_with_what_to_do() {
    assertThatThrownBy(() -> docket.operations().executions(Place.QUEUED, "", 0))
        .hasMessage("limit is 0; it must be from 1 to 1000");
    assertThatThrownBy(() -> docket.operations().executions(Place.QUEUED, "page 2", 10))
        .hasMessageContaining("\"page 2\" is no cursor; pass \"\"");
  }
}
