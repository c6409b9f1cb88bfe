package dev.docket.docs.behaviors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.ExecutionEvent;
import dev.docket.ExecutionState;
import dev.docket.ProgressState;
import dev.docket.ResultTask;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.junit.DocketAwait;
import dev.docket.junit.DocketExtension;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/results-and-progress.md shows. */
@ExtendWith(DocketExtension.class)
class ResultsPageTest {

  // docs: a task with a result
  record Turnover(long customerId) implements ResultTask<List<Long>> {}

  // end

  @Test
  void a_result_is_waited_for(Docket docket, Worker worker) {
    // docs: result
    docket.register(Turnover.class, turnover -> List.of(995L, 500L));
    worker.start();

    Execution<List<Long>> turnover = docket.add(new Turnover(101));
    List<Long> cents = turnover.result(Duration.ofSeconds(10));
    // end

    assertThat(cents).containsExactly(995L, 500L);
  }

  record ImportOrders(String file) implements Task {}

  @Test
  void progress_is_followed(Docket docket, Worker worker) throws Exception {
    List<ProgressState> seen = new CopyOnWriteArrayList<>();
    List<String> lines = List.of("a", "b", "c");
    // docs: progress
    docket.register(
        ImportOrders.class,
        (task, context) -> {
          context.progress().total(lines.size());
          for (String line : lines) {
            context.progress().message("line " + line);
            context.progress().increment();
          }
        });
    Execution<Void> execution = docket.add(new ImportOrders("orders.csv"));
    // end

    List<ExecutionEvent> events = new CopyOnWriteArrayList<>();
    // docs: follow
    try (AutoCloseable following = execution.subscribe(events::add)) {
      worker.runUntilFinished();
      // end
      DocketAwait.await(docket)
          .until(() -> events.stream().anyMatch(event -> event.state().isTerminal()));
    }
    execution.record().ifPresent(record -> seen.add(record.progress()));

    assertThat(events.getLast().state()).isEqualTo(ExecutionState.COMPLETED);
    assertThat(seen.getFirst().current()).isEqualTo(3);
  }
}
