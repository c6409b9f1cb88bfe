package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import dev.docket.operations.Recurring;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class OtherPagesTest extends PageTest {

  record Ship(@ConcurrencyLimit(max = 1) long customerId) implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record CheckStock() implements Task {}

  @Cron("0 6 * * *")
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
      assertThat(text()).contains("1 of 1 slot", "holder", "waiter");
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

      assertThat(chains().toString()).contains("every 1h").contains("0 6 * * *");
    }
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
    eventually(() -> find(Grid.class).single().isVisible());
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
