package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Operations;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.local.LocalRedis;
import dev.docket.operations.AuditEntry;
import dev.docket.operations.Place;
import dev.docket.operations.Preview;
import dev.docket.operations.Query;
import dev.docket.operations.StrikeInForce;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperatorActionsTest extends OnRedis {

  record Ship(int order, String city) implements Task {}

  private void add(int from, int to, Schedule schedule) {
    docket.addAll(
        IntStream.range(from, to)
            .mapToObj(n -> new Placement(new Ship(n, "c" + n % 2), schedule.withKey("k" + n)))
            .toList());
  }

  @Test
  void a_scheduled_execution_can_be_run_now() {
    docket.register(Ship.class, ship -> {});
    add(0, 1, Schedule.in(Duration.ofHours(1)));

    assertThat(docket.operations().runNow("k0")).isTrue();
    assertThat(docket.operations().runNow("k0")).as("it is due already").isFalse();
    assertThat(docket.operations().runNow("nothing")).isFalse();
    assertThat(runUntilFinished().succeeded()).isEqualTo(1);
    assertThat(docket.operations().runNow("k0")).as("it has ended").isFalse();
  }

  @Test
  void a_pending_execution_can_be_moved_to_another_time_with_its_arguments() {
    docket.register(Ship.class, ship -> {});
    add(0, 2, Schedule.now());
    Instant when = Instant.ofEpochMilli(System.currentTimeMillis() + 3_600_000);

    assertThat(docket.operations().reschedule("k0", when)).isTrue();
    assertThat(docket.execution("k0").orElseThrow().when()).isEqualTo(when);
    assertThat(docket.execution("k0").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(docket.execution("k0").orElseThrow().arguments()).containsEntry("city", "c0");
    assertThat(docket.operations().reschedule("nothing", when)).isFalse();
    docket.operations().reschedule("k0", Instant.now());
    assertThat(runUntilFinished().succeeded()).isEqualTo(2);
  }

  @Test
  void failed_executions_that_match_are_requeued_up_to_a_limit() {
    AtomicBoolean fixed = new AtomicBoolean();
    docket.register(
        Ship.class,
        ship -> {
          if (!fixed.get()) {
            throw new IllegalStateException("no truck");
          }
        });
    add(0, 500, Schedule.now());
    runUntilFinished();
    fixed.set(true);

    assertThat(docket.operations().requeueAll(new Query(Place.FAILED, null, "c1"), 1000))
        .isEqualTo(250);
    assertThat(runUntilFinished().succeeded()).isEqualTo(250);
    assertThat(docket.operations().requeueAll(Query.in(Place.FAILED), 7)).isEqualTo(7);
    assertThat(runUntilFinished().succeeded()).isEqualTo(7);
    assertThat(docket.operations().status().failed()).isEqualTo(243);
    assertThatThrownBy(() -> docket.operations().requeueAll(Query.in(Place.QUEUED), 7))
        .hasMessageContaining("only FAILED executions");
  }

  @Test
  void pending_executions_that_match_are_cancelled_up_to_a_limit() {
    add(0, 500, Schedule.now());
    add(500, 700, Schedule.in(Duration.ofHours(1)));
    Operations operations = docket.operations();

    assertThat(operations.cancelAll(new Query(Place.QUEUED, "Ship", "c0"), 1000)).isEqualTo(250);
    assertThat(operations.cancelAll(Query.in(Place.QUEUED), 50)).isEqualTo(50);
    assertThat(operations.status().queued()).isEqualTo(200);
    assertThat(operations.cancelAll(new Query(Place.SCHEDULED, "Pack", null), 1000)).isZero();
    assertThat(operations.cancelAll(Query.in(Place.SCHEDULED), 1000)).isEqualTo(200);
    assertThat(operations.cancelAll(Query.in(Place.QUEUED), 1000)).isEqualTo(200);
    assertThatThrownBy(() -> operations.cancelAll(Query.in(Place.FAILED), 7))
        .hasMessageContaining("what has ended cannot be cancelled");
  }

  @Test
  void a_strike_keeps_who_made_it_why_and_when() {
    Strike strike = Strike.task(Ship.class).where("order", Operator.GE, 10);
    docket.operations().strike(strike, "the road is closed", "ada");
    docket.strike(Strike.task("Pack"));

    assertThat(docket.operations().strikes())
        .extracting(StrikeInForce::strike)
        .containsExactly(strike, Strike.task("Pack"));
    StrikeInForce noted = docket.operations().strikes().get(0);
    assertThat(noted.reason()).isEqualTo("the road is closed");
    assertThat(noted.author()).isEqualTo("ada");
    assertThat(noted.at()).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60));
    assertThat(docket.operations().strikes().get(1).reason()).isNull();
    assertThat(docket.strikes()).contains(strike);
    docket.restore(strike);
    assertThat(docket.operations().strikes()).hasSize(1);
  }

  @Test
  void a_preview_counts_what_a_strike_would_hit_and_changes_nothing() {
    leavesWork();
    add(0, 40, Schedule.now());
    add(40, 100, Schedule.in(Duration.ofHours(1)));

    Preview preview =
        docket
            .operations()
            .preview(Strike.parameter("order", Operator.BETWEEN, new int[] {30, 69}));

    assertThat(preview.queued()).isEqualTo(10);
    assertThat(preview.scheduled()).isEqualTo(30);
    assertThat(preview.total()).isEqualTo(40);
    assertThat(preview.complete()).isTrue();
    assertThat(preview.samples())
        .hasSize(20)
        .allSatisfy(record -> assertThat((int) record.arguments().get("order")).isBetween(30, 69));
    assertThat(docket.strikes()).isEmpty();
    assertThat(docket.operations().preview(Strike.task("Pack")).total()).isZero();
  }

  @Test
  void the_audit_log_is_newest_first_and_bounded() {
    for (int n = 0; n < 12_000; n++) {
      COMMANDS.xadd(
          "{" + docket.name() + "}:audit",
          java.util.Map.of("who", "ada", "action", "cancel", "target", "k" + n, "outcome", "done"));
    }
    docket.operations().audit("bob", "strike", "Ship", "in force");

    assertThat(docket.operations().auditLog(2))
        .extracting(AuditEntry::who, AuditEntry::action, AuditEntry::target, AuditEntry::outcome)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("bob", "strike", "Ship", "in force"),
            org.assertj.core.groups.Tuple.tuple("ada", "cancel", "k11999", "done"));
    assertThat(docket.operations().auditLog(20_000)).hasSizeBetween(10_000, 10_200);
    assertThatThrownBy(() -> docket.operations().auditLog(0)).hasMessageContaining("at least 1");
  }

  @Test
  void the_dockets_of_a_redis_are_found_whatever_their_keys_are_called() {
    try (LocalRedis redis = LocalRedis.start();
        Docket mails = Docket.connect(redis.url(), "mails");
        Docket orders = Docket.connect(redis.url(), "orders: north");
        Docket unused = Docket.connect(redis.url(), "unused")) {
      mails.add(new Ship(1, "a"), Schedule.keyed("{fake}:stream"));
      orders.add(new Ship(1, "a"), Schedule.in(Duration.ofHours(1)).withKey("s}:workers"));

      assertThat(Operations.docketsAt(redis.url())).containsExactly("mails", "orders: north");
      unused.strike(Strike.task("Ship"));
      assertThat(Operations.docketsAt(redis.url())).contains("unused");
    }
  }
}
