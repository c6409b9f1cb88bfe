package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import dev.docket.ExecutionRecord;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.operations.Query;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The page of executions, its rows, and executions to fill it with. */
abstract class OnExecutionsPage extends PageTest {

  static final Task X = new Trace("x");

  final void open(Map<String, String> parameters) {
    open(ExecutionsPage.class, parameters);
    eventually(() -> !text().contains("Reading from Redis"));
  }

  final void click(String label) {
    test(find(Button.class).withText(label).single()).click();
  }

  @SuppressWarnings("unchecked")
  final Grid<ExecutionRecord> grid() {
    return find(Grid.class).single();
  }

  final List<ExecutionRecord> rows() {
    Grid<ExecutionRecord> grid = grid();
    return IntStream.range(0, test(grid).size()).mapToObj(i -> test(grid).getRow(i)).toList();
  }

  /** One that waits for what it reads. */
  final CursorList list(Query query) {
    return new CursorList(
        query,
        (which, cursor, then, failed) ->
            then.accept(docket.operations().search(which, cursor, CursorList.PAGE)));
  }

  final void schedule(int many) {
    docket.addAll(IntStream.range(0, many).mapToObj(n -> new Placement(X, minute(n))).toList());
  }

  private static Schedule minute(int n) {
    return Schedule.in(Duration.ofMinutes(60 + n)).withKey("k-" + n);
  }
}
