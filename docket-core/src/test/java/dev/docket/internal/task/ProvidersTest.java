package dev.docket.internal.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.docket.Docket;
import dev.docket.Progress;
import dev.docket.TaskContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  private final Providers providers = new Providers();
  private final List<String> events = new ArrayList<>();

  record Connection(List<String> events) implements AutoCloseable {
    @Override
    public void close() {
      events.add("connection closed");
    }
  }

  record Transaction(Connection connection, List<String> events) implements AutoCloseable {
    @Override
    public void close() {
      events.add("transaction closed");
    }
  }

  @Test
  void an_object_is_made_once_for_an_execution() {
    providers.provide(StringBuilder.class, context -> new StringBuilder(context.key()));

    try (FakeContext one = new FakeContext(providers);
        FakeContext other = new FakeContext(providers)) {
      assertThat(one.get(StringBuilder.class))
          .hasToString("key")
          .isSameAs(one.get(StringBuilder.class))
          .isNotSameAs(other.get(StringBuilder.class));
    }
  }

  @Test
  void objects_are_closed_after_the_execution_the_last_first() {
    providers.provide(Connection.class, context -> new Connection(events));
    providers.provide(
        Transaction.class, context -> new Transaction(context.get(Connection.class), events));

    try (FakeContext context = new FakeContext(providers)) {
      context.get(Transaction.class);
      assertThat(events).isEmpty();
    }

    assertThat(events).containsExactly("transaction closed", "connection closed");
  }

  @Test
  void objects_that_are_not_asked_for_are_not_made() {
    providers.provide(Connection.class, context -> new Connection(events));

    new FakeContext(providers).close();

    assertThat(events).isEmpty();
  }

  @Test
  void a_shared_object_is_made_once_for_a_worker_and_closed_when_it_stops() {
    providers.provideShared(Connection.class, () -> new Connection(events));
    SharedScope worker = providers.newSharedScope();

    Connection connection;
    try (FakeContext one = new FakeContext(providers, worker);
        FakeContext other = new FakeContext(providers, worker)) {
      connection = one.get(Connection.class);
      assertThat(other.get(Connection.class)).isSameAs(connection);
    }
    assertThat(events).isEmpty();

    worker.close();
    worker.close();
    assertThat(events).containsExactly("connection closed");
    assertThat(new FakeContext(providers).get(Connection.class)).isNotSameAs(connection);
  }

  @Test
  void trouble_in_closing_one_does_not_keep_the_others_open() {
    providers.provide(Connection.class, context -> new Connection(events));
    providers.provide(
        AutoCloseable.class,
        context ->
            () -> {
              throw new IllegalStateException("no");
            });

    try (FakeContext context = new FakeContext(providers)) {
      context.get(Connection.class);
      context.get(AutoCloseable.class);
    }

    assertThat(events).containsExactly("connection closed");
  }

  @Test
  void what_every_execution_has_is_provided() {
    try (FakeContext context = new FakeContext(providers)) {
      assertThat(context.get(TaskContext.class)).isSameAs(context);
      assertThat(context.get(Progress.class)).isSameAs(context);
    }
    assertThat(providers.knows(Docket.class)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> providers.provide(TaskContext.class, context -> context));
  }

  @Test
  void an_unknown_type_is_refused_with_the_fix() {
    assertThat(providers.knows(Connection.class)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FakeContext(providers).get(Connection.class))
        .withMessageContaining("docket.provide(Connection.class");
  }

  @Test
  void a_provider_that_asks_for_itself_is_refused() {
    providers.provide(Connection.class, context -> context.get(Connection.class));

    assertThatIllegalStateException()
        .isThrownBy(() -> new FakeContext(providers).get(Connection.class))
        .withMessageContaining("asks for itself");
  }

  @Test
  @SuppressWarnings("NullAway") // what a careless provider does
  void a_provider_that_returns_null_is_refused() {
    providers.provide(Connection.class, context -> null);

    assertThatNullPointerException()
        .isThrownBy(() -> new FakeContext(providers).get(Connection.class))
        .withMessageContaining("returned null");
  }

  @Test
  void a_provider_is_asked_again_after_it_failed() {
    providers.provide(
        Connection.class,
        context -> {
          events.add("asked");
          if (events.size() == 1) {
            throw new IllegalStateException("not yet");
          }
          return new Connection(events);
        });

    try (FakeContext context = new FakeContext(providers)) {
      assertThatIllegalStateException().isThrownBy(() -> context.get(Connection.class));
      assertThat(context.get(Connection.class)).isNotNull();
    }
  }
}
