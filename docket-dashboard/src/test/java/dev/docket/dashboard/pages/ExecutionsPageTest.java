package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Span;
import dev.docket.ExecutionRecord;
import dev.docket.Schedule;
import dev.docket.Worker;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutionsPageTest extends OnExecutionsPage {

  @Test
  void an_empty_place_says_what_to_do_next() {
    open(Map.of("place", "scheduled"));

    assertThat(text()).contains("Nothing is due later", "Schedule.in");
    assertThat(find(Button.class).withText("Cancel all").single().isEnabled()).isFalse();
  }

  @Test
  void lists_a_place_in_its_order() {
    docket.add(new Trace("b"), Schedule.in(Duration.ofHours(2)).withKey("second"));
    docket.add(new Trace("a"), Schedule.in(Duration.ofHours(1)).withKey("first"));

    open(Map.of("place", "scheduled"));

    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("first", "second");
  }

  @Test
  void reads_on_page_by_page() {
    for (int i = 0; i < 250; i++) {
      docket.add(new Trace("x"), Schedule.in(Duration.ofMinutes(i + 10)).withKey("k" + i));
    }

    open(Map.of("place", "scheduled"));

    assertThat(test(grid()).size()).isGreaterThanOrEqualTo(100);
    CursorList list = list(Query.in(Place.SCHEDULED));
    assertThat(list.window(0, 100)).as("before the first page was given").isEmpty();
    list.restart(docket.operations().executions(Place.SCHEDULED, "", 100));
    assertThat(list.window(0, 100)).hasSize(100);
    assertThat(list.size()).isEqualTo(100);
    assertThat(list.window(200, 100)).hasSize(50).last().extracting("key").isEqualTo("k249");
  }

  @Test
  void requeues_all_that_match_after_asking() {
    for (String key : List.of("a", "b")) {
      docket.add(new Fail("no " + key), Schedule.keyed(key));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    open(Map.of("place", "failed", "q", "no a"));

    click("Requeue all");
    assertThat(docket.failed(10)).hasSize(2);
    assertThat(text(find(ConfirmDialog.class).single()))
        .contains("failed, that contain \"no a\" (1 now), run again");
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(docket.failed(10)).extracting(ExecutionRecord::key).containsExactly("b");
    assertThat(docket.operations().auditLog(1))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.action()).isEqualTo("requeue all");
              assertThat(e.target()).contains("failed").contains("no a");
              assertThat(e.outcome()).contains("1 execution requeued");
            });
  }

  @Test
  void a_bulk_action_on_a_whole_place_is_asked_for_with_its_number() {
    for (int i = 0; i < 150; i++) {
      docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("k" + i));
    }
    open(Map.of("place", "scheduled"));
    eventually(() -> titles().contains("150 scheduled"));

    click("Cancel all");

    assertThat(text(find(ConfirmDialog.class).single()))
        .contains("All executions that are scheduled (150 now), are cancelled");
  }

  @Test
  void a_bulk_action_on_a_search_is_asked_for_with_its_number_too() {
    schedule(150);
    docket.add(new Fail("x"), Schedule.in(Duration.ofHours(9)).withKey("other"));
    open(Map.of("place", "scheduled", "task", "trace"));
    eventuallyShows("First 100 shown");

    click("Cancel all");
    eventually(() -> text(find(ConfirmDialog.class).single()).contains("(150 now)"));
    assertThat(text(find(ConfirmDialog.class).single())).doesNotContain("at least");
    test(find(ConfirmDialog.class).single()).confirm();

    assertThat(text()).contains("150 executions cancelled");
    assertThat(docket.operations().status().scheduled()).isEqualTo(1);
  }

  @Test
  void a_count_says_on_hover_what_it_counts() {
    docket.add(new Fail("no"), Schedule.keyed("a"));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    open(Map.of("place", "failed"));

    eventually(() -> Collections.frequency(titles(), "1 failed") >= 2);
    assertThat(titles()).filteredOn("1 failed"::equals).as("menu and tab").hasSize(2);
    assertThat(titles()).noneMatch(title -> title.matches("[\\d,]+"));
  }

  private List<String> titles() {
    return find(Span.class).all().stream().flatMap(s -> s.getTitle().stream()).toList();
  }

  @Test
  void an_address_without_a_known_place_shows_what_runs() {
    open(Map.of("place", "nonsense"));

    assertThat(text()).contains("Nothing runs right now");
  }

  @Test
  void a_row_that_is_new_while_the_pointer_is_on_the_table_is_offered_not_inserted() {
    docket.add(new Trace("a"), Schedule.in(Duration.ofHours(2)).withKey("old"));
    ExecutionGrid held = new ExecutionGrid(false);
    CursorList list = list(Query.in(Place.SCHEDULED));
    held.show(list, feeds.first());
    held.follow(docket.operations().executions(Place.SCHEDULED, "", 100));
    held.hold(true);
    docket.add(new Trace("b"), Schedule.in(Duration.ofHours(1)).withKey("new"));

    int unseen = held.follow(docket.operations().executions(Place.SCHEDULED, "", 100));

    assertThat(unseen).isEqualTo(1);
    assertThat(list.window(0, 10)).extracting(ExecutionRecord::key).containsExactly("old");
    held.hold(false);
    assertThat(held.follow(docket.operations().executions(Place.SCHEDULED, "", 100))).isZero();
    assertThat(list.window(0, 10)).extracting(ExecutionRecord::key).containsExactly("new", "old");
  }

  @Test
  void rows_stay_where_they_are_while_the_table_is_scrolled() {
    schedule(50);
    ExecutionGrid scrolled = new ExecutionGrid(false);
    CursorList list = list(Query.in(Place.SCHEDULED));
    scrolled.show(list, feeds.first());
    scrolled.follow(docket.operations().executions(Place.SCHEDULED, "", 100));
    scrolled.scrolled(20);
    docket.add(X, Schedule.in(Duration.ofMinutes(1)).withKey("new"));

    assertThat(scrolled.follow(docket.operations().executions(Place.SCHEDULED, "", 100)))
        .isEqualTo(1);
    assertThat(list.window(0, 1)).extracting(ExecutionRecord::key).containsExactly("k-0");

    scrolled.scrolled(0);
    assertThat(scrolled.follow(docket.operations().executions(Place.SCHEDULED, "", 100))).isZero();
    assertThat(list.window(0, 1)).extracting(ExecutionRecord::key).containsExactly("new");
  }
}
