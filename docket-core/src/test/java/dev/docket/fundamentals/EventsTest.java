package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.ExecutionEvent;
import dev.docket.ExecutionState;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import io.lettuce.core.RedisClient;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Who listens to an execution, by Docket or by Redis alone, hears of each state once, in order. */
class EventsTest extends OnRedis {

  record Quiet(int number) implements Task {}

  @Test
  void a_subscriber_hears_each_state_once_in_order() throws Exception {
    docket.register(Quiet.class, quiet -> {});
    List<ExecutionState> heard = new CopyOnWriteArrayList<>();
    var execution = docket.add(new Quiet(1));

    try (AutoCloseable subscription =
        execution.subscribe((ExecutionEvent event) -> heard.add(event.state()))) {
      runUntilFinished();

      await().until(() -> heard.contains(ExecutionState.COMPLETED));
    }
    assertThat(heard)
        .containsExactly(ExecutionState.QUEUED, ExecutionState.RUNNING, ExecutionState.COMPLETED);
  }

  @Test
  void
      a_subscriber_who_comes_while_things_happen_hears_the_current_state_first_and_then_what_follows()
          throws Exception {
    docket.register(Quiet.class, quiet -> {});
    List<ExecutionState> order =
        List.of(ExecutionState.QUEUED, ExecutionState.RUNNING, ExecutionState.COMPLETED);

    try (Worker worker = Worker.builder(docket).build()) {
      worker.start();
      for (int n = 0; n < 300; n++) {
        List<ExecutionState> heard = new CopyOnWriteArrayList<>();
        var execution = docket.add(new Quiet(n));
        try (AutoCloseable subscription = execution.subscribe(event -> heard.add(event.state()))) {
          await()
              .pollDelay(Duration.ZERO)
              .pollInterval(Duration.ofMillis(2))
              .until(() -> heard.contains(ExecutionState.COMPLETED));
          assertThat(heard).isEqualTo(order.subList(order.indexOf(heard.getFirst()), order.size()));
        }
      }
    }
  }

  @Test
  void a_plain_subscriber_of_the_channel_of_a_key_hears_of_that_key_in_a_batch_of_many() {
    docket.register(Quiet.class, quiet -> {});
    String channel = "{" + docket.name() + "}:state:heard";
    List<String> messages = new CopyOnWriteArrayList<>();

    try (RedisClient client = RedisClient.create(REDIS.server());
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
      listen(connection, messages);
      connection.sync().subscribe(channel);
      docket.add(new Quiet(0), Schedule.keyed("unheard"));
      docket.add(new Quiet(1), Schedule.keyed("heard"));
      docket.add(new Quiet(2), Schedule.keyed("also unheard"));
      runUntilFinished();

      await().until(() -> messages.size() >= 3);
    }
    assertThat(messages)
        .extracting(message -> message.replaceAll(".*\"state\":\"(\\w+)\".*", "$1"))
        .containsExactly("QUEUED", "RUNNING", "COMPLETED");
  }

  @Test
  void a_subscriber_by_pattern_hears_of_every_key() {
    docket.register(Quiet.class, quiet -> {});
    List<String> messages = new CopyOnWriteArrayList<>();

    try (RedisClient client = RedisClient.create(REDIS.server());
        StatefulRedisPubSubConnection<String, String> connection = client.connectPubSub()) {
      listen(connection, messages);
      connection.sync().psubscribe("{" + docket.name() + "}:state:*");
      docket.add(new Quiet(1), Schedule.keyed("a"));
      docket.add(new Quiet(2), Schedule.keyed("b"));
      runUntilFinished();

      await().until(() -> messages.size() >= 6);
    }
    assertThat(messages).hasSize(6);
  }

  private static void listen(
      StatefulRedisPubSubConnection<String, String> connection, List<String> messages) {
    connection.addListener(
        new RedisPubSubAdapter<String, String>() {
          @Override
          public void message(String channel, String message) {
            messages.add(message);
          }

          @Override
          public void message(String pattern, String channel, String message) {
            messages.add(message);
          }
        });
  }
}
