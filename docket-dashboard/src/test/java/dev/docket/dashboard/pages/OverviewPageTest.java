package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverviewPageTest extends PageTest {

  @Test
  void an_empty_docket_says_what_to_do_next() {
    navigate(OverviewPage.class);

    eventuallyShows("Nothing runs");
    eventuallyShows("No failures");
    assertThat(text()).contains("No runs yet");
  }

  @Test
  void the_figures_are_those_of_the_docket() {
    docket.add(new Trace("a"), Schedule.in(Duration.ofHours(1)));
    docket.add(new Trace("b"), Schedule.in(Duration.ofHours(2)));
    docket.add(new Trace("c"));

    navigate(OverviewPage.class);

    eventually(() -> tile("Scheduled").contains("2"));
    eventually(() -> tile("Queued").contains("1"));
  }

  @Test
  void work_without_a_worker_is_pointed_out() {
    docket.add(new Trace("a"));

    navigate(OverviewPage.class);

    eventuallyShows("No worker is alive");
  }

  record Stranger() implements Task {}

  @Test
  void what_no_live_worker_knows_is_pointed_out_with_a_way_to_it() {
    docket.add(new Stranger(), Schedule.keyed("a b"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      navigate(OverviewPage.class);

      eventuallyShows("No live worker knows task Stranger");
      assertThat(text()).contains("1 execution waits for one that does");
      assertThat(
              find(Anchor.class)
                  .withCondition(a -> text(a).contains("Open one"))
                  .single()
                  .getHref())
          .isEqualTo("execution?key=a+b");
      docket.register(Stranger.class, stranger -> {});
      eventually(() -> !text().contains("No live worker knows"));
      eventuallyShows("Nothing needs attention");
    }
  }

  @Test
  void strikes_in_force_are_pointed_out_and_are_no_trouble() {
    docket.strike(Strike.task("trace"));

    navigate(OverviewPage.class);

    eventuallyShows("A strike is in force");
    eventuallyShows("Nothing needs attention");
  }

  @Test
  void a_failure_appears_with_its_error() {
    docket.add(new Fail("broken pipe"), Schedule.keyed("failing"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }

    navigate(OverviewPage.class);

    eventuallyShows("broken pipe");
    eventuallyShows("failing");
  }

  @Test
  void a_new_execution_appears_without_a_click() {
    navigate(OverviewPage.class);
    eventually(() -> tile("Queued").contains("0"));

    docket.add(new Trace("later"));

    eventually(() -> tile("Queued").contains("1"));
  }

  private String tile(String label) {
    return find(com.vaadin.flow.component.html.Anchor.class)
        .withCondition(a -> a.hasClassName("tile") && text(a).contains(label))
        .all()
        .stream()
        .map(PageTest::text)
        .findFirst()
        .orElse("");
  }
}
