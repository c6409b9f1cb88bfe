package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.textfield.TextField;
import dev.docket.Disposition;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrikesPageTest extends PageTest {

  @Test
  void without_strikes_it_says_how_to_make_one() {
    navigate(StrikesPage.class);

    eventuallyShows("Nothing is switched off");
  }

  @Test
  void shows_who_made_a_strike_and_why_and_restores_it_by_one_click() {
    Strike strike = Strike.parameter("message", Operator.EQ, "spam");
    docket.operations().strike(strike, "too much of it", "marie");

    navigate(StrikesPage.class);
    eventuallyShows("message == \"spam\"");
    assertThat(text()).contains("too much of it").contains("by marie");
    test(find(Button.class).withText("Restore").single()).click();

    assertThat(docket.operations().strikes()).isEmpty();
    eventuallyShows("Nothing is switched off");
    assertThat(docket.operations().auditLog(1).getFirst().action()).isEqualTo("restore");
  }

  @Test
  void shows_what_a_strike_hits_before_it_is_made() {
    docket.add(new Trace("spam"), Schedule.in(Duration.ofHours(1)).withKey("hit-later"));
    docket.add(new Trace("spam"), Schedule.keyed("hit-now"));
    docket.add(new Trace("eggs"), Schedule.keyed("spared"));

    open(StrikesPage.class, Map.of("parameter", "message", "operator", "==", "value", "\"spam\""));

    eventuallyShows("Hits 2 executions");
    assertThat(text())
        .contains("1 scheduled", "1 queued", "hit-later", "hit-now")
        .doesNotContain("spared");
    assertThat(docket.operations().strikes()).isEmpty();
  }

  @Test
  void what_a_strike_hits_is_counted_again_while_the_form_is_open() {
    open(StrikesPage.class, Map.of("task", "trace"));
    eventuallyShows("Hits nothing that is on the docket now");

    docket.add(new Trace("spam"), Schedule.keyed("hit-now"));

    eventuallyShows("Hits 1 execution");
  }

  @Test
  void a_strike_that_is_in_force_is_not_made_again() {
    docket.operations().strike(Strike.task("trace"), "too much of it", "marie");

    open(StrikesPage.class, Map.of("task", "trace"));

    eventuallyShows("This strike is in force already");
    assertThat(text()).contains("It was made by marie: too much of it.");
    assertThat(find(Button.class).withText("Strike").single().isEnabled()).isFalse();
  }

  @Test
  void a_strike_that_somebody_made_meanwhile_is_not_said_to_be_made() {
    open(StrikesPage.class, Map.of("task", "trace"));
    test(find(Button.class).withText("Strike").single()).click();
    docket.operations().strike(Strike.task("trace"), "too much of it", "marie");

    test(find(ConfirmDialog.class).single()).confirm();

    String outcome = "It was in force already, by marie: too much of it. Nothing was changed";
    assertThat(text()).contains(outcome);
    assertThat(docket.operations().auditLog(1).getFirst().outcome()).isEqualTo(outcome);
  }

  @Test
  void a_strike_is_asked_for_made_and_noted() {
    open(StrikesPage.class, Map.of("task", "trace"));
    field("Reason").setValue("drill");

    test(find(Button.class).withText("Strike").single()).click();
    assertThat(docket.operations().strikes()).isEmpty();
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.operations().strikes())
        .singleElement()
        .satisfies(
            s -> {
              assertThat(s.strike()).isEqualTo(Strike.task("trace"));
              assertThat(s.reason()).isEqualTo("drill");
            });
    assertThat(docket.add(new Trace("x")).disposition()).isEqualTo(Disposition.STRUCK);
    assertThat(docket.operations().auditLog(1).getFirst().action()).isEqualTo("strike");
  }

  @Test
  void a_value_that_is_no_json_is_explained_and_cannot_be_struck() {
    open(StrikesPage.class, Map.of("parameter", "message", "operator", "==", "value", "spam"));

    assertThat(field("Value, as JSON").getErrorMessage()).contains("This is no JSON value: spam");
    assertThat(text()).contains("Text needs quotes: \"spam\".");
    assertThat(find(Button.class).withText("Strike").single().isEnabled()).isFalse();
  }

  private TextField field(String label) {
    return find(TextField.class).withCondition(f -> label.equals(f.getLabel())).single();
  }
}
