package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import dev.docket.operations.Recurring;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

class OtherPagesTest extends PageTest {

  record Ship(@ConcurrencyLimit(max = 1) long customerId) implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record CheckStock() implements Task {}

  /** Which is due by itself while no test runs, but for one morning in four years. */
  @Cron("0 6 29 2 *")
  record Report() implements Task {}

  @Test
  void empty_pages_say_what_to_do_next() {
    navigate(ConcurrencyPage.class);
    eventuallyShows("No limit is in use");
    navigate(SchedulePage.class);
    eventuallyShows("Nothing repeats");
    navigate(WorkersPage.class);
    eventuallyShows("No worker is alive");
    navigate(AuditPage.class);
    eventuallyShows("Nobody has done anything yet");
  }

  @Test
  void a_full_set_shows_its_holder_and_who_waits_and_the_explanation_names_the_holder() {
    CountDownLatch release = new CountDownLatch(1);
    docket.register(Ship.class, s -> release.await());
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.start();
      docket.add(new Ship(7), Schedule.keyed("holder"));
      eventually(() -> docket.operations().status().running() == 1);
      docket.add(new Ship(7), Schedule.keyed("waiter"));

      navigate(ConcurrencyPage.class);
      eventuallyShows("customerId = 7");
      eventuallyShows("1 waiting");
      assertThat(text()).contains("1 of 1 slot", "Ship", "holder", "waiter");
      open(ExecutionPage.class, Map.of("key", "waiter"));
      eventuallyShows("Why is it not running?");
      assertThat(text()).contains("Parked").contains("Open holder");

      release.countDown();
      eventuallyShows("Completed");
    }
  }

  @Test
  void the_schedule_shows_chains_and_runs_one_now() {
    docket.register(CheckStock.class, c -> {});
    docket.register(Report.class, r -> {});
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.start();

      navigate(SchedulePage.class);
      eventually(() -> chains().size() == 2);

      assertThat(chains().toString()).contains("every 1h").contains("0 6 29 2 *");
    }
  }

  @Test
  void the_schedule_tells_how_the_last_run_ended_and_where() {
    AtomicBoolean fails = new AtomicBoolean();
    docket.register(
        CheckStock.class,
        c -> {
          if (fails.get()) {
            throw new IllegalStateException("shelf is gone");
          }
        });
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.start();
      navigate(SchedulePage.class);
      lastRunBecomes("\\s*Completed\\s+on w1");
      fails.set(true);

      docket.operations().runNow("CheckStock");

      lastRunBecomes("\\s*Failed\\s+shelf is gone");
    }
  }

  @Perpetual(every = "100ms", automatic = true)
  @Cooldown("1h")
  record PollBank() implements Task {}

  @Test
  void a_run_of_a_chain_that_a_limit_has_dropped_is_one_that_did_not_run() {
    docket.register(PollBank.class, p -> {});
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.start();
      navigate(SchedulePage.class);

      lastRunBecomes("\\s*Did not run\\s+dropped by the cooldown of the task PollBank");
    }
  }

  @Test
  void a_run_of_a_chain_that_was_struck_is_one_that_did_not_run() {
    docket.register(CheckStock.class, c -> {});
    docket.strike(Strike.task("CheckStock"));
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.start();
      navigate(SchedulePage.class);

      lastRunBecomes("\\s*Did not run\\s+struck: CheckStock");
    }
  }

  @Test
  void a_chain_that_is_due_and_not_taken_tells_how_long_it_waits() {
    CountDownLatch release = new CountDownLatch(1);
    docket.register(Ship.class, s -> release.await());
    docket.register(Report.class, r -> {});
    try (Worker worker = Worker.builder(docket).concurrency(1).build()) {
      worker.start();
      docket.add(new Ship(1), Schedule.keyed("in the way"));
      eventually(() -> docket.operations().status().running() == 1);
      eventually(() -> docket.operations().runNow("Report"));
      navigate(SchedulePage.class);

      eventually(() -> !chains().isEmpty() && cell(2).contains("waits for"));
      release.countDown();
    }
  }

  @Test
  void a_slot_that_is_kept_for_one_in_the_queue_is_not_taken_for_free() {
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    docket.register(Ship.class, s -> first.await());
    docket.register(CheckStock.class, s -> release.await());
    try (Worker worker =
        Worker.builder(docket).concurrency(2).scheduleAutomaticTasks(false).build()) {
      worker.start();
      docket.add(new Ship(7), Schedule.keyed("holder"));
      eventually(() -> docket.operations().status().running() == 1);
      docket.add(new Ship(7), Schedule.keyed("next"));
      docket.add(new Ship(7), Schedule.keyed("last"));
      eventually(() -> docket.operations().status().parked() == 2);
      for (String key : List.of("a", "b")) {
        docket.add(new CheckStock(), Schedule.keyed(key));
      }
      eventually(() -> docket.operations().status().running() == 2);
      navigate(ConcurrencyPage.class);
      eventuallyShows("1 of 1 slot");
      assertThat(text()).doesNotContain("kept for the first in line");

      first.countDown();

      eventuallyShows("1 slot is kept for the first in line, now queued for a worker.");
      assertThat(text()).contains("0 of 1 slot", "1 waiting");
      release.countDown();
    }
  }

  @Test
  void a_worker_shows_its_share_of_the_failures() {
    docket.add(new Fail("no"), Schedule.keyed("a"));
    try (Worker worker = Worker.builder(docket).name("sick").build()) {
      worker.runUntilFinished();
    }
    try (Worker sick = Worker.builder(docket).name("sick").build();
        Worker well = Worker.builder(docket).name("well").build()) {
      sick.start();
      well.start();

      navigate(WorkersPage.class);

      eventuallyShows("1 of the latest 1 failure");
      eventuallyShows("None of the latest 1 failure");
    }
  }

  @Test
  void a_worker_that_crashed_is_told_among_the_lost_with_what_it_held() {
    docket.register(
        Ship.class,
        (ship, context) -> {
          if (!context.redelivered()) {
            new CountDownLatch(1).await();
          }
        });
    docket.add(new Ship(1), Schedule.keyed("ship-1"));
    try (Worker north = Worker.builder(docket).name("north").build();
        Worker heir = Worker.builder(docket).name("heir").build()) {
      north.start();
      eventually(() -> docket.operations().status().running() == 1);
      navigate(WorkersPage.class);
      eventuallyShows("of 10 busy");
      assertThat(text()).doesNotContain("Lost lately");

      north.faults().crashLongAgo();
      heir.start();

      eventuallyShows("Lost lately");
      eventuallyShows("1 delivery given to others");
      assertThat(text()).contains("north", "last seen", "noticed");
      eventually(() -> docket.operations().status().completed() == 1);
    }
  }

  private void lastRunBecomes(String pattern) {
    try {
      eventually(() -> lastRun().matches(pattern));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("The last run is: " + lastRun(), e);
    }
  }

  private String lastRun() {
    return chains().isEmpty() ? "" : cell(4);
  }

  @SuppressWarnings("unchecked")
  private String cell(int column) {
    Grid<Recurring> grid = (Grid<Recurring>) find(Grid.class).single();
    return text(test(grid).getCellComponent(0, column));
  }

  @Test
  void a_worker_shows_its_load_and_what_it_runs() {
    CountDownLatch release = new CountDownLatch(1);
    docket.register(Ship.class, s -> release.await());
    try (Worker worker = Worker.builder(docket).name("worker-x").concurrency(4).build()) {
      worker.start();
      docket.add(new Ship(1), Schedule.keyed("ship-1"));

      navigate(WorkersPage.class);

      eventuallyShows("worker-x");
      eventuallyShows("ship-1");
      eventuallyShows("of 4 busy");
      release.countDown();
    }
  }

  @Test
  void clear_is_asked_for_and_noted() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    navigate(AuditPage.class);

    test(find(Button.class).withText("Clear the docket").single()).click();
    assertThat(docket.execution("later")).isPresent();
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.operations().status().scheduled()).isZero();
    assertThat(docket.operations().auditLog(1))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.action()).isEqualTo("clear");
              assertThat(e.outcome()).isEqualTo("1 execution removed");
              assertThat(e.who()).isNotEmpty();
            });
    eventually(() -> find(Grid.class).exists());
  }

  @Test
  void an_unknown_docket_is_said_and_no_other_one_is_shown() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    open(ExecutionsPage.class, Map.of("place", "scheduled"));

    for (Class<? extends Component> page :
        List.of(AuditPage.class, ExecutionsPage.class, OverviewPage.class)) {
      open(page, Map.of("docket", "nodocket"));

      assertThat(text()).contains("There is no docket \"nodocket\" here", docket.name());
      assertThat(find(Grid.class).all()).isEmpty();
      assertThat(find(Button.class).withText("Clear the docket").all()).isEmpty();
      assertThat(find(SideNavItem.class).all())
          .extracting(SideNavItem::getPath)
          .allMatch(path -> path.endsWith("?docket=nodocket"));
    }
    assertThat(feeds.first().watched()).isZero();
  }

  @Test
  void an_address_that_names_no_docket_shows_the_first() {
    open(AuditPage.class, Map.of("docket", ""));

    eventuallyShows("Nobody has done anything yet");
    assertThat(find(SideNavItem.class).all())
        .extracting(SideNavItem::getPath)
        .contains("audit")
        .noneMatch(path -> path.contains("docket="));
  }

  @SuppressWarnings("unchecked")
  private List<Recurring> chains() {
    return find(Grid.class).all().isEmpty()
        ? List.of()
        : ((Grid<Recurring>) find(Grid.class).single()).getListDataView().getItems().toList();
  }
}
