package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.NativeButton;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** How executions are found: by a text, by their task, and by the error that they failed with. */
class ExecutionsSearchTest extends OnExecutionsPage {

  @Test
  void search_and_task_are_read_from_the_address() {
    docket.add(new Trace("needle"), Schedule.in(Duration.ofHours(1)).withKey("one"));
    docket.add(new Trace("hay"), Schedule.in(Duration.ofHours(1)).withKey("two"));
    docket.add(new Fail("needle"), Schedule.in(Duration.ofHours(1)).withKey("three"));

    open(Map.of("place", "scheduled", "task", "trace", "q", "needle"));

    assertThat(rows()).extracting(ExecutionRecord::key).containsExactly("one");
    assertThat(find(TextField.class).single().getValue()).isEqualTo("needle");
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
}
