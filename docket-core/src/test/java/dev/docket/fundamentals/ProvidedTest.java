package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Execution;
import dev.docket.Handles;
import dev.docket.InvalidTaskException;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.behavior.Retry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What handlers are given besides their task. */
class ProvidedTest extends OnRedis {

  @Retry(attempts = 2)
  record Job(boolean failing) implements Task {}

  private static final class Connection implements AutoCloseable {
    private volatile boolean closed;

    @Override
    public void close() {
      closed = true;
    }
  }

  private final List<Connection> seen = new CopyOnWriteArrayList<>();
  private final List<Boolean> closedWhenSeen = new CopyOnWriteArrayList<>();

  private final class Handlers {
    @Handles
    void run(Job job, Connection connection, TaskContext context) {
      seen.add(connection);
      seen.add(context.get(Connection.class));
      closedWhenSeen.add(connection.closed);
      if (job.failing() && context.attempt() == 1) {
        throw new IllegalStateException("once more");
      }
    }
  }

  @Test
  void what_is_provided_is_made_once_for_each_run_and_closed_after_it() {
    docket.provide(Connection.class, context -> new Connection());
    docket.register(new Handlers());
    docket.add(new Job(true));

    runUntilFinished();

    assertThat(seen).hasSize(4);
    assertThat(seen.get(0)).isSameAs(seen.get(1)).isNotSameAs(seen.get(2));
    assertThat(seen.get(2)).isSameAs(seen.get(3));
    assertThat(closedWhenSeen).containsExactly(false, false);
    assertThat(seen).allMatch(connection -> connection.closed);
  }

  @Test
  void a_provider_is_told_for_which_execution() {
    List<String> keys = new CopyOnWriteArrayList<>();
    docket.provide(
        Connection.class,
        context -> {
          keys.add(context.key() + " " + context.attempt());
          return new Connection();
        });
    docket.register(new Handlers());
    Execution<Void> job = docket.add(new Job(true));

    runUntilFinished();

    assertThat(keys).containsExactly(job.key() + " 1", job.key() + " 2");
  }

  @Test
  void what_is_shared_is_made_once_for_each_worker_and_closed_when_it_stops() {
    docket.provideShared(Connection.class, Connection::new);
    docket.register(new Handlers());
    docket.add(new Job(false));
    docket.add(new Job(false));
    runUntilFinished();
    docket.add(new Job(false));
    try (Worker second = Worker.builder(docket).build()) {
      second.runUntilFinished();
    }

    assertThat(seen.subList(0, 4)).containsOnly(seen.get(0));
    assertThat(seen.get(4)).isNotSameAs(seen.get(0));
    assertThat(closedWhenSeen).containsOnly(false);
    assertThat(seen).allMatch(connection -> connection.closed);
  }

  @Test
  void a_missing_provider_is_found_when_the_handlers_are_registered() {
    assertThatThrownBy(() -> docket.register(new Handlers()))
        .isInstanceOf(InvalidTaskException.class)
        .hasMessageContaining(Connection.class.getName())
        .hasMessageContaining("provide");
  }

  @Test
  void a_handler_that_asks_for_what_nobody_provides_fails_with_the_fix() {
    docket.register(Job.class, (job, context) -> context.get(Connection.class));
    Execution<Void> job = docket.add(new Job(false));

    runUntilFinished();

    assertThat(job.record().orElseThrow().error())
        .contains(Connection.class.getName())
        .contains("provide");
  }

  @Test
  void a_provider_that_fails_fails_the_run_and_not_the_worker() {
    docket.provide(
        Connection.class,
        context -> {
          throw new IllegalStateException("no connection");
        });
    docket.register(new Handlers());
    Execution<Void> job = docket.add(new Job(false));

    assertThat(runUntilFinished().failed()).isEqualTo(1);
    assertThat(job.record().orElseThrow().error()).contains("no connection");
  }
}
