package dev.docket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Limit;
import dev.docket.behavior.Logged;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Recurrence;
import dev.docket.behavior.Retry;
import dev.docket.behavior.RetryPolicy;
import dev.docket.behavior.TaskName;
import dev.docket.behavior.Timeout;
import dev.docket.tasks.Fail;
import dev.docket.tasks.Sleep;
import dev.docket.tasks.Trace;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskDefinitionTest {

  record Plain(long customerId, String name) implements Task {}

  @TaskName(
      value = "process-order",
      aliases = {"order", "handle-order"})
  record Named() implements Task {}

  @Retry(attempts = 4, delay = "250ms", noRetryOn = IllegalStateException.class)
  record Retried() implements Task {}

  @Retry(attempts = Retry.FOREVER)
  record RetriedForEver() implements Task {}

  @ExponentialRetry(attempts = 6, minimumDelay = "2s", maximumDelay = "PT1M", jitter = 0.5)
  record Backing() implements Task {}

  @Timeout("10m")
  record Timed() implements Task {}

  @Perpetual(every = "5m", automatic = true)
  record Again() implements Task {}

  @Cron(value = "0 9 * * 1", zone = "Europe/Paris")
  record Monday() implements Task {}

  @Perpetual
  @RateLimit
  record Defaults(@Cooldown int a, @Debounce int b) implements Task {}

  @Cooldown("1h")
  record Limited(
      @ConcurrencyLimit(max = 2, scope = "eu") @RateLimit(max = 10, per = "1m", drop = true) long a,
      @ConcurrencyLimit @Debounce("5s") String b)
      implements Task {}

  record Shown(@Logged long id, String secret, @Logged(lengthOnly = true) String card)
      implements Task {}

  @Test
  void a_plain_record_is_a_task_with_one_attempt() {
    var definition = TaskDefinition.of(Plain.class);

    assertThat(definition.name()).isEqualTo("Plain");
    assertThat(definition.aliases()).isEmpty();
    assertThat(definition.type()).isEqualTo(Plain.class);
    assertThat(definition.parameters()).containsExactly("customerId", "name");
    assertThat(definition.resultType()).isEqualTo(void.class);
    assertThat(definition.retry()).isEqualTo(RetryPolicy.once());
    assertThat(definition.timeout()).isEmpty();
    assertThat(definition.recurrence()).isEmpty();
    assertThat(definition.limits()).isEmpty();
    assertThat(definition.logged()).isEmpty();
  }

  @Test
  void a_name_and_its_aliases_are_read() {
    var definition = TaskDefinition.of(Named.class);

    assertThat(definition.name()).isEqualTo("process-order");
    assertThat(definition.aliases()).containsExactly("order", "handle-order");
  }

  @Test
  void retries_are_read() {
    RetryPolicy retry = TaskDefinition.of(Retried.class).retry();

    assertThat(retry.attempts()).isEqualTo(4);
    assertThat(retry.delayAfter(3)).hasMillis(250);
    assertThat(retry.retries(new IllegalStateException())).isFalse();
    assertThat(retry.retries(new IOException())).isTrue();
    assertThat(TaskDefinition.of(RetriedForEver.class).retry().allowsAfter(1_000_000)).isTrue();
  }

  @Test
  void exponential_retries_are_read() {
    assertThat(TaskDefinition.of(Backing.class).retry())
        .isEqualTo(
            new RetryPolicy(6, Duration.ofSeconds(2), Duration.ofMinutes(1), 0.5, List.of()));
  }

  @Test
  void a_timeout_is_read() {
    assertThat(TaskDefinition.of(Timed.class).timeout()).hasValue(Duration.ofMinutes(10));
  }

  @Test
  void recurrences_are_read() {
    assertThat(TaskDefinition.of(Again.class).recurrence())
        .hasValue(new Recurrence.Interval(Duration.ofMinutes(5), true));
    assertThat(TaskDefinition.of(Monday.class).recurrence())
        .hasValue(new Recurrence.Cron("0 9 * * 1", ZoneId.of("Europe/Paris"), true));
  }

  @Test
  void limits_are_read_from_components_and_from_the_record() {
    assertThat(TaskDefinition.of(Limited.class).limits())
        .containsExactly(
            new Limit.Concurrency("a", 2, "eu"),
            new Limit.Rate("a", 10, Duration.ofMinutes(1), true, ""),
            new Limit.Concurrency("b", 1, ""),
            new Limit.Debounce("b", Duration.ofSeconds(5), ""),
            new Limit.Cooldown(null, Duration.ofHours(1), ""));
  }

  @Test
  void what_is_left_out_has_a_default() {
    TaskDefinition<Defaults> definition = TaskDefinition.of(Defaults.class);

    assertThat(definition.recurrence())
        .hasValue(new Recurrence.Interval(Duration.ofMinutes(5), false));
    assertThat(definition.limits())
        .containsExactlyInAnyOrder(
            new Limit.Rate(null, 10, Duration.ofMinutes(1), false, ""),
            new Limit.Cooldown("a", Duration.ofSeconds(30), ""),
            new Limit.Debounce("b", Duration.ofSeconds(5), ""));
  }

  @Test
  void logged_parameters_are_read() {
    assertThat(TaskDefinition.of(Shown.class).logged())
        .isEqualTo(Map.of("id", LoggedAs.VALUE, "card", LoggedAs.LENGTH));
  }

  @Test
  void values_that_are_not_constants_replace_those_of_the_annotations() {
    var definition =
        TaskDefinition.of(Limited.class)
            .name("limited")
            .aliases(Set.of("old"))
            .retry(3, Duration.ZERO)
            .timeout(Duration.ofSeconds(1))
            .perpetual(Duration.ofSeconds(2), false)
            .concurrencyLimit("a", 7, "")
            .rateLimit("a", 1, Duration.ofSeconds(1), false, "")
            .cooldown(null, Duration.ofSeconds(9), "")
            .debounce("b", Duration.ofSeconds(8), "")
            .logged("a", LoggedAs.VALUE);

    assertThat(definition.name()).isEqualTo("limited");
    assertThat(definition.aliases()).containsExactly("old");
    assertThat(definition.retry().attempts()).isEqualTo(3);
    assertThat(definition.timeout()).hasValue(Duration.ofSeconds(1));
    assertThat(definition.recurrence())
        .hasValue(new Recurrence.Interval(Duration.ofSeconds(2), false));
    assertThat(definition.limits())
        .containsExactlyInAnyOrder(
            new Limit.Concurrency("a", 7, ""),
            new Limit.Rate("a", 1, Duration.ofSeconds(1), false, ""),
            new Limit.Concurrency("b", 1, ""),
            new Limit.Debounce("b", Duration.ofSeconds(8), ""),
            new Limit.Cooldown(null, Duration.ofSeconds(9), ""));
    assertThat(definition.logged()).containsEntry("a", LoggedAs.VALUE);
  }

  @Test
  void a_copy_leaves_the_original_alone() {
    TaskDefinition.of(Plain.class).name("other").cron("@daily", ZoneOffset.UTC, false);

    assertThat(TaskDefinition.of(Plain.class).name()).isEqualTo("Plain");
    assertThat(TaskDefinition.of(Plain.class).recurrence()).isEmpty();
  }

  @Test
  void the_built_in_tasks_have_short_names() {
    assertThat(TaskDefinition.of(Trace.class).name()).isEqualTo("trace");
    assertThat(TaskDefinition.of(Fail.class).name()).isEqualTo("fail");
    assertThat(TaskDefinition.of(Fail.class).retry().attempts()).isEqualTo(2);
    assertThat(TaskDefinition.of(Sleep.class).name()).isEqualTo("sleep");
  }
}
