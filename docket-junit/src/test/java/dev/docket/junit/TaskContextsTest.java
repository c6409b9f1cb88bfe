package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Timeout;
import dev.docket.junit.TestTaskContext.NextRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No Redis here. */
class TaskContextsTest {

  record Plain(long id) implements Task {}

  @Timeout("1m")
  @Perpetual(every = "5m")
  record Poll(String url) implements Task {}

  interface Mailer {}

  @Test
  void the_default_is_a_first_attempt_that_may_do_everything() {
    TaskContext context = TaskContexts.forTesting();

    assertThat(context.attempt()).isEqualTo(1);
    assertThat(context.redelivered()).isFalse();
    assertThat(context.isCancelled()).isFalse();
    assertThat(context.key()).isEqualTo("test-key");
    assertThat(context.logger()).isNotNull();
    context.timeout().extend();
    context.perpetual().cancel();
  }

  @Test
  void everything_can_be_set() {
    Instant when = Instant.parse("2030-01-01T00:00:00Z");
    TestTaskContext context =
        TaskContexts.forTesting(new Plain(7))
            .withKey("k")
            .withAttempt(3)
            .withWhen(when)
            .withRedelivery();

    assertThat(context.key()).isEqualTo("k");
    assertThat(context.taskName()).isEqualTo("Plain");
    assertThat(context.attempt()).isEqualTo(3);
    assertThat(context.when()).isEqualTo(when);
    assertThat(context.redelivered()).isTrue();
    assertThat(context.arguments()).isEqualTo(Map.of("id", 7));
    assertThat(context.withArguments(Map.of("id", 8)).arguments()).containsEntry("id", 8);
    assertThatThrownBy(() -> context.withAttempt(0)).hasMessageContaining("the first is 1");
  }

  @Test
  void progress_is_recorded() {
    TestTaskContext context = TaskContexts.forTesting();

    context.progress().total(10);
    context.progress().message("begin");
    context.progress().increment();
    context.progress().increment(4);
    context.progress().message("nearly");
    context.progress().message(null);

    assertThat(context.progressMade().current()).isEqualTo(5);
    assertThat(context.progressMade().total()).isEqualTo(10);
    assertThat(context.progressMade().message()).isNull();
    assertThat(context.progressMessages()).containsExactly("begin", "nearly");
    assertThatThrownBy(() -> context.progress().increment(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> context.progress().total(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void extensions_of_the_timeout_are_recorded() {
    TestTaskContext context = TaskContexts.forTesting(new Poll("http://a"));

    context.timeout().extend();
    context.timeout().extend(Duration.ofSeconds(30));

    assertThat(context.extensions()).containsExactly(Duration.ofMinutes(1), Duration.ofSeconds(30));
    assertThat(context.timeout().remaining()).isEqualTo(Duration.ofSeconds(150));
    assertThatThrownBy(() -> context.timeout().extend(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TaskContexts.forTesting(new Plain(1)).timeout().extend())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("@Timeout");
    assertThat(
            TaskContexts.forTesting(new Plain(1))
                .withTimeout(Duration.ofSeconds(3))
                .timeout()
                .remaining())
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void what_is_decided_about_the_next_run_is_recorded() {
    TestTaskContext context = TaskContexts.forTesting(new Poll("http://a"));
    Instant at = Instant.parse("2030-01-01T00:00:00Z");

    assertThat(context.nextRun()).isEqualTo(new NextRun(null, null, null, null, false));
    context.perpetual().every(Duration.ofMinutes(1));
    context.perpetual().next(new Poll("http://b"));
    context.perpetual().after(Duration.ofSeconds(1));
    context.perpetual().at(at);
    context.perpetual().cancel();

    assertThat(context.nextRun())
        .isEqualTo(new NextRun(Duration.ofMinutes(1), new Poll("http://b"), null, at, true));
    assertThatThrownBy(() -> context.perpetual().next(new Plain(1))).hasMessageContaining("Poll");
    assertThatThrownBy(() -> context.perpetual().every(Duration.ofMinutes(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TaskContexts.forTesting(new Plain(1)).perpetual().cancel())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("does not recur");
  }

  @Test
  void provided_objects_are_got() {
    Mailer mailer = new Mailer() {};
    TestTaskContext context = TaskContexts.forTesting().withProvided(Mailer.class, mailer);

    assertThat(context.get(Mailer.class)).isSameAs(mailer);
    assertThatThrownBy(() -> context.get(String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("withProvided(String.class");
    assertThatThrownBy(context::docket)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("withProvided(Docket.class");
    assertThatThrownBy(context::worker).hasMessageContaining("has no Worker");
  }

  @Test
  void a_cancel_is_seen() {
    TestTaskContext context = TaskContexts.forTesting();

    context.cancel();

    assertThat(context.isCancelled()).isTrue();
  }
}
