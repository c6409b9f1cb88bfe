package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vaadin.flow.component.button.Button;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.RefusedException;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReadOnlyTest extends PageTest {

  @Override
  DashboardOptions options(DashboardOptions defaults) {
    return defaults.withReadOnly(true);
  }

  @Test
  void pages_show_no_actions() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));

    open(ExecutionPage.class, Map.of("key", "later"));
    eventuallyShows("Why is it not running?");

    assertThat(text()).contains("Read-only");
    for (String action : List.of("Cancel", "Run now", "Reschedule", "Strike this task")) {
      assertThat(find(Button.class).withText(action).exists()).as(action).isFalse();
    }
    open(ExecutionsPage.class, Map.of("place", "scheduled"));
    assertThat(find(Button.class).withText("Cancel all").exists()).isFalse();
  }

  @Test
  void every_action_is_refused_and_changes_nothing() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    Operator operator = new Operator(feeds.first(), true, "mallory");
    Query query = Query.in(Place.SCHEDULED);
    Strike strike = Strike.task("trace");

    for (ThrowingCallable action :
        List.<ThrowingCallable>of(
            () -> operator.cancel("later"),
            () -> operator.runNow("later"),
            () -> operator.reschedule("later", Instant.EPOCH),
            () -> operator.requeue("later"),
            () -> operator.requeueAll(Query.in(Place.FAILED)),
            () -> operator.cancelAll(query),
            () -> operator.strike(strike, "because"),
            () -> operator.restore(strike),
            operator::clear)) {
      assertThatThrownBy(action).isInstanceOf(RefusedException.class);
    }

    assertThat(docket.execution("later").orElseThrow().state()).isEqualTo(ExecutionState.SCHEDULED);
    assertThat(docket.strikes()).isEmpty();
    assertThat(docket.operations().auditLog(10)).isEmpty();
  }
}
