package dev.docket;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;
import dev.docket.behavior.TaskName;
import dev.docket.behavior.Timeout;
import java.io.InputStream;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each refusal names the type and tells the fix. */
class InvalidTaskTest {

  static final class NotARecord implements Task {}

  record NoTask() {}

  record BothKinds() implements Task, ResultTask<String> {}

  @Retry
  @ExponentialRetry
  record TwoRetries() implements Task {}

  @Perpetual(every = "1s")
  @Cron("@daily")
  record TwoRecurrences() implements Task {}

  record TwoDebounces(@Debounce("1s") int a, @Debounce("1s") int b) implements Task {}

  @Retry(attempts = 0)
  record NoAttempt() implements Task {}

  @Retry(delay = "soon")
  record BadDelay() implements Task {}

  @Retry(delay = "PT-1S")
  record NegativeDelay() implements Task {}

  @ExponentialRetry(minimumDelay = "2s", maximumDelay = "1s")
  record CrossedDelays() implements Task {}

  @ExponentialRetry(jitter = 1.5)
  record TooMuchJitter() implements Task {}

  @Timeout("0s")
  record NoTime() implements Task {}

  record NoSlots(@ConcurrencyLimit(max = 0) int a) implements Task {}

  record NoStarts(@RateLimit(max = 0, per = "1s") int a) implements Task {}

  record NoWindow(@RateLimit(max = 1, per = "0s") int a) implements Task {}

  @Cooldown("0ms")
  record NoCooldown() implements Task {}

  @Cron(value = "@daily", zone = "Mars/Olympus")
  record BadZone() implements Task {}

  @Cron("61 * * * *")
  record BadCron() implements Task {}

  @Cron("0 0 30 2 *")
  record NeverFires() implements Task {}

  @Cron("@daily")
  record AutomaticWithArguments(int a) implements Task {}

  @Perpetual(every = "1s", automatic = true)
  record PerpetualWithArguments(int a) implements Task {}

  @TaskName("")
  record NoName() implements Task {}

  @TaskName(value = "x", aliases = "")
  record NoAlias() implements Task {}

  record Stream(InputStream input) implements Task {}

  record Callback(Runnable then) implements Task {}

  record AnyFunction(List<Supplier<String>> suppliers) implements Task {}

  record Nested(Map<String, List<Stream>> streams) implements Task {}

  record RecordKeys(Map<NoTask, String> byRecord) implements Task {}

  record StreamResult() implements ResultTask<InputStream> {}

  record Fine(int a, int b) implements Task {}

  record Recursive(String name, List<Recursive> children) implements Task {}

  @Test
  void only_records_are_tasks() {
    refused(NotARecord.class, "make it a record");
    refused(NoTask.class, "implements neither Task nor ResultTask");
    refused(BothKinds.class, "keep one");
    refused(String.class, "make it a record");
  }

  @Test
  void conflicting_annotations_are_refused() {
    refused(TwoRetries.class, "@Retry and @ExponentialRetry exclude each other; keep one");
    refused(TwoRecurrences.class, "@Perpetual and @Cron exclude each other; keep one");
    refused(TwoDebounces.class, "two debounces; keep one");
  }

  @Test
  void bad_numbers_are_refused() {
    refused(NoAttempt.class, "@Retry: attempts is 0; write at least 1");
    refused(CrossedDelays.class, "maximumDelay PT1S is below minimumDelay PT2S");
    refused(TooMuchJitter.class, "jitter is 1.5; write a share from 0 to 1");
    refused(NoSlots.class, "@ConcurrencyLimit on a: max is 0; write at least 1");
    refused(NoStarts.class, "@RateLimit on a: max is 0");
  }

  @Test
  void bad_durations_are_refused() {
    refused(BadDelay.class, "@Retry: \"soon\" is not a duration; write 250ms");
    refused(NegativeDelay.class, "\"PT-1S\" is negative");
    refused(NoTime.class, "@Timeout: \"0s\" is zero");
    refused(NoWindow.class, "@RateLimit on a: per is PT0S");
    refused(NoCooldown.class, "@Cooldown: the window is PT0S");
  }

  @Test
  void bad_cron_expressions_and_zones_are_refused() {
    refused(BadZone.class, "\"Mars/Olympus\" is not a time zone; write one such as UTC");
    refused(BadCron.class, "\"61 * * * *\" is not a cron expression");
    refused(NeverFires.class, "it never fires");
  }

  @Test
  void an_automatic_task_has_no_components() {
    refused(AutomaticWithArguments.class, "the components [a]; remove them, or write automatic");
    refused(PerpetualWithArguments.class, "the components [a]; remove them, or write automatic");
  }

  @Test
  void empty_names_are_refused() {
    refused(NoName.class, "a name is empty");
    refused(NoAlias.class, "a name is empty");
  }

  @Test
  void components_that_json_cannot_carry_are_refused() {
    refused(Stream.class, "input: JSON cannot carry java.io.InputStream");
    refused(Callback.class, "then: JSON cannot carry java.lang.Runnable");
    refused(AnyFunction.class, "suppliers: JSON cannot carry java.util.function.Supplier");
    refused(Nested.class, "streams: JSON cannot carry java.io.InputStream");
    refused(RecordKeys.class, "a map whose keys are " + NoTask.class.getName());
    refused(StreamResult.class, "its result: JSON cannot carry java.io.InputStream");
  }

  @Test
  void a_record_may_contain_itself() {
    TaskDefinition.of(Recursive.class);
  }

  @Test
  void bad_values_given_in_code_are_refused_too() {
    var fine = TaskDefinition.of(Fine.class);

    refused(Fine.class, "retry: attempts is 0", () -> fine.retry(0, Duration.ZERO));
    refused(Fine.class, "timeout: it is PT0S", () -> fine.timeout(Duration.ZERO));
    refused(Fine.class, "name", () -> fine.name(""));
    refused(Fine.class, "no component c; it has [a, b]", () -> fine.concurrencyLimit("c", 1, ""));
    refused(Fine.class, "no component c", () -> fine.logged("c", LoggedAs.VALUE));
    refused(Fine.class, "cron: an automatic task", () -> fine.cron("@daily", ZoneOffset.UTC, true));
    refused(Fine.class, "cron: \"x\" is not a cron", () -> fine.cron("x", ZoneOffset.UTC, false));
    refused(
        Fine.class,
        "debounce: there are two debounces",
        () ->
            fine.debounce("a", Duration.ofSeconds(1), "").debounce("b", Duration.ofSeconds(1), ""));
  }

  private static void refused(Class<?> type, String fix) {
    refused(type, fix, () -> TaskDefinition.of(type));
  }

  private static void refused(Class<?> type, String fix, Runnable definition) {
    assertThatExceptionOfType(InvalidTaskException.class)
        .isThrownBy(definition::run)
        .withMessageContaining(type.getName())
        .withMessageContaining(fix);
  }
}
