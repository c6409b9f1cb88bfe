package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import dev.docket.ExecutionRecord;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.Logged;
import dev.docket.operations.Place;
import dev.docket.operations.Query;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExecutionsPageTest extends PageTest {

  private static final Task X = new Trace("x");

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
  void search_and_task_are_read_from_the_address() {
    docket.add(new Trace("needle"), Schedule.in(Duration.ofHours(1)).withKey("one"));
    docket.add(new Trace("hay"), Schedule.in(Duration.ofHours(1)).withKey("two"));
    docket.add(new Fail("needle"), Schedule.in(Duration.ofHours(1)).withKey("three"));

    open(Map.of("place", "scheduled", "task", "trace", "q", "needle"));

    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("one");
    assertThat(find(TextField.class).single().getValue()).isEqualTo("needle");
  }

  /** One that waits for what it reads. */
  private CursorList list(Query query) {
    return new CursorList(
        query,
        (which, cursor, then, failed) ->
            then.accept(docket.operations().search(which, cursor, CursorList.PAGE)));
  }

  private void schedule(int from, int to) {
    docket.addAll(
        IntStream.range(from, to)
            .mapToObj(
                n ->
                    new Placement(
                        new Trace("x"), Schedule.in(Duration.ofMinutes(60 + n)).withKey("k-" + n)))
            .toList());
  }

  private void schedule(int many) {
    docket.addAll(IntStream.range(0, many).mapToObj(n -> new Placement(X, minute(n))).toList());
  }

  private static Schedule minute(int n) {
    return Schedule.in(Duration.ofMinutes(60 + n)).withKey("k-" + n);
  }

  /** A page of a search is one look, at 2,000 executions. */
  @Test
  void a_search_keeps_what_it_has_found_further_down() {
    schedule(2_500);
    Query query = new Query(Place.SCHEDULED, null, "k-2400");
    ExecutionGrid shown = new ExecutionGrid(false);
    CursorList list = list(query);
    shown.show(list, feeds.first());

    shown.follow(docket.operations().search(query, "", 100));
    assertThat(shown.size()).isEqualTo(1);

    docket.add(X, Schedule.in(Duration.ofMinutes(1)).withKey("new-k-2400"));
    shown.follow(docket.operations().search(query, "", 100));
    assertThat(shown.size()).isEqualTo(2);
    assertThat(list.window(0, 10))
        .extracting(ExecutionRecord::key)
        .containsExactly("new-k-2400", "k-2400");
  }

  @Test
  void nothing_matches_only_when_everything_was_looked_at() {
    schedule(10_500);

    open(Map.of("place", "scheduled", "q", "k-10400"));
    eventuallyShows("Search further");
    assertThat(text()).contains("0 found so far").doesNotContain("Nothing matches");
    click("Search further");
    eventuallyShows("1 shown");
    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("k-10400");

    docket.add(X, Schedule.in(Duration.ofMinutes(1)).withKey("new-k-10400"));
    eventuallyShows("1+ new · show");
    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("k-10400");
  }

  record Refund(@Logged String goods, String card) implements Task {}

  @Test
  void a_search_tells_nothing_of_hidden_arguments() {
    docket.register(Refund.class, refund -> {});
    docket.add(new Refund("needle", "4929"), Schedule.in(Duration.ofHours(1)).withKey("one"));

    open(Map.of("place", "scheduled", "q", "needle"));
    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("one");

    open(Map.of("place", "scheduled", "q", "4929"));
    assertThat(text()).contains("Nothing matches here");
  }

  @Test
  void typing_changes_the_address() {
    docket.add(new Trace("needle"), Schedule.in(Duration.ofHours(1)).withKey("one"));
    open(Map.of("place", "scheduled"));

    test(find(TextField.class).single()).setValue("nothing like it");

    assertThat(UI.getCurrent().getActiveViewLocation().getQueryParameters().getQueryString())
        .contains("place=scheduled")
        .contains("q=nothing");
    eventuallyShows("Nothing matches here");
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
  void failures_are_told_apart_by_their_error_and_each_kind_is_requeued_alone() {
    for (String error : List.of("order 17 is gone", "order 4711 is gone", "it answered 503")) {
      docket.add(new Fail(error), Schedule.keyed("key of " + error));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    open(Map.of("place", "failed"));

    eventually(() -> kinds().size() == 2);
    assertThat(kinds().getFirst()).matches("2\\s+order # is gone\\s+fail");
    assertThat(kinds().getLast()).matches("1\\s+it answered 503\\s+fail");

    open(parameters(find(Anchor.class).withCondition(this::isKind).all().getFirst().getHref()));
    eventuallyShows("2 shown");
    assertThat(kinds()).as("a search is of one kind").isEmpty();
    click("Requeue all");
    test(find(ConfirmDialog.class).single()).confirm();
    assertThat(docket.failed(10))
        .extracting(ExecutionRecord::key)
        .containsExactly("key of it answered 503");
  }

  @Test
  void an_error_leads_to_no_other_error_that_says_the_same_and_more() {
    for (String error :
        List.of("order 17 is gone", "order 4711 is gone", "order 5 is gone, and its customer")) {
      docket.add(new Fail(error), Schedule.keyed("key of " + error));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }
    open(Map.of("place", "failed"));
    eventually(() -> kinds().size() == 2);

    open(parameters(find(Anchor.class).withCondition(this::isKind).all().getFirst().getHref()));
    eventuallyShows("2 shown");
    assertThat(rows())
        .extracting(ExecutionRecord::key)
        .containsExactlyInAnyOrder("key of order 17 is gone", "key of order 4711 is gone");
    assertThat(find(TextField.class).single().getValue()).isEmpty();
    click("Requeue all");
    assertThat(text(find(ConfirmDialog.class).single()))
        .contains("failed, of task fail, with the error \"IllegalStateException: order # is gone\"")
        .contains("(2 now)");
    find(ConfirmDialog.class).single().close();

    test(find(NativeButton.class).withCondition(b -> b.hasClassName("filter")).single()).click();
    eventuallyShows("3 shown");
    assertThat(UI.getCurrent().getActiveViewLocation().getQueryParameters().getQueryString())
        .contains("place=failed", "task=fail")
        .doesNotContain("error");
  }

  /** Such addresses were made before there was a filter for errors, and people keep them. */
  @Test
  void a_search_for_a_piece_of_an_error_goes_on_to_find_all_that_contain_it() {
    for (String error : List.of("order 17 is gone", "order 5 is gone, and its customer")) {
      docket.add(new Fail(error), Schedule.keyed("key of " + error));
    }
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runUntilFinished();
    }

    open(Map.of("place", "failed", "task", "fail", "q", "is gone"));

    eventuallyShows("2 shown");
    assertThat(find(NativeButton.class).withCondition(b -> b.hasClassName("filter")).all())
        .isEmpty();
  }

  @Test
  void a_backlog_tells_of_which_tasks_it_is() {
    docket.addAll(
        List.of(
            new Placement(new Trace("x"), Schedule.now()),
            new Placement(new Trace("y"), Schedule.now()),
            new Placement(new Fail("z"), Schedule.now())));

    open(Map.of("place", "queued"));

    eventually(() -> kinds().size() == 2);
    assertThat(kinds().getFirst()).matches("2\\s+trace");
    assertThat(kinds().getLast()).matches("1\\s+fail");

    open(Map.of("place", "queued", "task", "trace"));
    assertThat(kinds()).as("of one task only").isEmpty();
  }

  private boolean isKind(Anchor anchor) {
    return anchor.hasClassName("kind");
  }

  private List<String> kinds() {
    return find(Anchor.class).withCondition(this::isKind).all().stream()
        .map(anchor -> text(anchor).strip())
        .toList();
  }

  private static Map<String, String> parameters(String address) {
    String query = address.substring(address.indexOf('?') + 1);
    return QueryParameters.fromString(query).getParameters().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst()));
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

  private void open(Map<String, String> parameters) {
    open(ExecutionsPage.class, parameters);
    eventually(() -> !text().contains("Reading from Redis"));
  }

  private void click(String label) {
    test(find(Button.class).withText(label).single()).click();
  }

  @SuppressWarnings("unchecked")
  private Grid<ExecutionRecord> grid() {
    return find(Grid.class).single();
  }

  private List<ExecutionRecord> rows() {
    Grid<ExecutionRecord> grid = grid();
    return IntStream.range(0, test(grid).size()).mapToObj(i -> test(grid).getRow(i)).toList();
  }
}
