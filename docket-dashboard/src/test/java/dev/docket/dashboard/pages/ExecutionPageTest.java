package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import dev.docket.Docket;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.ui.Operator;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionPageTest extends PageTest {

  private static final String ODD_KEY = "a/b?c=d&e#f {g} \"h\" <i>ü</i>";

  private final Docket other =
      Docket.connect("memory://dashboard-tests", "other" + UUID.randomUUID());

  @Override
  DashboardOptions options(DashboardOptions defaults) {
    return DashboardOptions.of(docket, other);
  }

  @AfterEach
  void closeOther() {
    other.close();
  }

  record Pay(@Logged long orderId, String card) implements Task {}

  @Test
  void a_key_may_be_any_text() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey(ODD_KEY));

    open(ODD_KEY);

    eventuallyShows(ODD_KEY);
    eventuallyShows("Why is it not running?");
  }

  @Test
  void an_unknown_key_says_so() {
    open("never-added");

    eventuallyShows("Nothing is on the docket under this key");
  }

  @Test
  void arguments_are_hidden_unless_logged() {
    docket.register(Pay.class, p -> {});
    docket.add(new Pay(4711, "4929-1111"), Schedule.in(Duration.ofHours(1)).withKey("pay"));

    open("pay");

    eventuallyShows("4711");
    assertThat(withoutMenu()).doesNotContain("4929").contains("\"card\": …");
  }

  @Test
  void arguments_of_a_task_that_no_worker_knows_are_hidden_for_that_reason() {
    docket.add(new Pay(4711, "4929-1111"), Schedule.in(Duration.ofHours(1)).withKey("pay"));

    open("pay");

    eventuallyShows("None knows this task, so all are hidden");
    assertThat(withoutMenu()).contains("orderId").doesNotContain("4711");
  }

  /** The menu has the names of dockets, in which any number may stand. */
  private String withoutMenu() {
    return text(find(ExecutionPage.class).single());
  }

  @Test
  void a_cancelled_run_is_no_error() {
    docket.add(new Sleep(60), Schedule.keyed("napping"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      eventually(() -> state("napping") == ExecutionState.RUNNING);
      docket.cancel("napping");
      eventually(() -> state("napping") == ExecutionState.CANCELLED);
    }

    open("napping");

    eventuallyShows("Interrupted by the cancel");
    assertThat(text()).contains("Cancelled while it ran").doesNotContain("Error");
  }

  private ExecutionState state(String key) {
    return docket.execution(key).orElseThrow().state();
  }

  @Test
  void a_failure_shows_its_error_and_stack_and_can_be_requeued() {
    docket.add(new Fail("broken pipe"), Schedule.keyed("failing"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }

    open("failing");
    eventuallyShows("broken pipe");
    eventuallyShows("at dev.docket.tasks.Fail");
    test(find(Button.class).withText("Requeue").single()).click();
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.execution("failing").orElseThrow().state()).isEqualTo(ExecutionState.QUEUED);
    eventuallyShows("Why is it not running?");
  }

  @Test
  void the_timeline_tells_all_attempts() {
    docket.add(new Fail("broken pipe"), Schedule.keyed("failing"));
    try (Worker worker = Worker.builder(docket).name("w1").build()) {
      worker.runUntilFinished();
    }

    open("failing");

    eventuallyShows("attempt 2 on w1");
  }

  /** What is read after the record may tell what has become of the execution since. */
  @Test
  void an_execution_is_read_in_one_state() {
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      for (int i = 0; i < 200; i++) {
        String key = "k" + i;
        docket.add(new Trace("x"), Schedule.keyed(key));
        boolean isOver = false;
        while (!isOver) {
          ExecutionPage.Whole read = new ExecutionPage.Everything(key).read(docket);
          isOver = read.execution().state().isTerminal();
          assertThat(read.timeline().getLast().what().equals("completed"))
              .as("whether the timeline of one that is %s ends", read.execution().state())
              .isEqualTo(isOver);
          assertThat(read.explanation() == null).isEqualTo(isOver);
        }
      }
    }
  }

  @Test
  void a_cancel_is_asked_for_first_and_noted() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    open("later");
    eventuallyShows("Cancel");

    test(find(Button.class).withText("Cancel").single()).click();
    assertThat(docket.execution("later").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.execution("later").orElseThrow().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(docket.operations().auditLog(1))
        .singleElement()
        .satisfies(e -> assertThat(e.target()).isEqualTo("later"));
  }

  @Test
  void its_task_is_struck_by_two_clicks_and_what_that_hits_is_shown_between_them() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    docket.add(new Trace("y"), Schedule.in(Duration.ofHours(1)).withKey("too"));
    open("later");
    eventuallyShows("Strike this task");

    test(find(Button.class).withText("Strike this task").single()).click();
    eventually(() -> text(find(ConfirmDialog.class).single()).contains("Hits 2 executions"));
    assertThat(docket.operations().strikes()).isEmpty();
    find(TextField.class).withCondition(f -> "Reason".equals(f.getLabel())).single().setValue("no");
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.operations().strikes())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.strike()).isEqualTo(Strike.task("trace"));
              assertThat(s.reason()).isEqualTo("no");
            });
    eventuallyShows("Struck by `trace`");
    assertThat(docket.operations().auditLog(1).getFirst().action()).isEqualTo("strike");
  }

  @Test
  void who_waits_for_a_worker_gets_the_way_to_the_workers() {
    docket.add(new Trace("x"), Schedule.keyed("now"));

    open("now");

    eventuallyShows("No worker is alive");
    assertThat(text()).contains("See the workers");
  }

  @Test
  void a_report_of_progress_leaves_the_rest_of_the_page_as_it_is() {
    BlockingQueue<Boolean> goesOn = new LinkedBlockingQueue<>();
    docket.register(
        Pay.class,
        (pay, context) -> {
          context.progress().total(10);
          while (goesOn.take()) {
            context.progress().increment();
          }
        });
    try (Worker worker = Worker.builder(docket).drainTimeout(Duration.ZERO).build()) {
      worker.start();
      docket.add(new Pay(4711, "4929"), Schedule.keyed("pay"));
      open("pay");
      eventuallyShows("It is running");
      goesOn.add(true);
      eventuallyShows("1 of 10");
      Button cancel = find(Button.class).withText("Cancel").single();
      Pre arguments = find(Pre.class).single();

      goesOn.add(true);
      eventuallyShows("2 of 10");

      assertThat(find(Button.class).withText("Cancel").single()).isSameAs(cancel);
      assertThat(find(Pre.class).single()).isSameAs(arguments);
      goesOn.add(false);
      eventuallyShows("Completed");
      assertThat(find(Button.class).withText("Cancel").all()).isEmpty();
    }
  }

  @Test
  void a_time_that_is_over_is_said_to_mean_now() {
    docket.add(new Trace("later"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    open("later");
    eventuallyShows("Why is it not running?");
    RescheduleDialog.show(
        "later",
        Instant.now().plusSeconds(3600),
        ZoneId.of("UTC"),
        new Operator(feeds.first(), false, "marie"));
    DateTimePicker picker = find(DateTimePicker.class).single();

    picker.setValue(LocalDateTime.of(2020, 1, 1, 12, 0));
    assertThat(picker.getHelperText()).isEqualTo("This is in the past: it runs now");

    picker.setValue(LocalDateTime.of(2999, 1, 1, 12, 0));
    assertThat(picker.getHelperText()).isEmpty();
  }

  @Test
  void another_docket_with_the_same_key_is_another_execution() {
    docket.add(new Trace("here"), Schedule.in(Duration.ofHours(1)).withKey("same"));
    other.add(new Trace("there"), Schedule.in(Duration.ofHours(1)).withKey("same"));
    open("same");
    eventuallyShows("Why is it not running?");

    open(ExecutionPage.class, Map.of("key", "same", "docket", other.name()));
    eventuallyShows("Why is it not running?");
    test(find(Button.class).withText("Cancel").single()).click();
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(other.execution("same").orElseThrow().state()).isEqualTo(ExecutionState.CANCELLED);
    assertThat(docket.execution("same").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
  }

  private void open(String key) {
    open(ExecutionPage.class, Map.of("key", key));
  }
}
