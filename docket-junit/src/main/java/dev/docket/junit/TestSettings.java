package dev.docket.junit;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/** How a test wants its docket. */
record TestSettings(
    ClockMode clock,
    Optional<Instant> time,
    RedisRequest redis,
    boolean ownRedis,
    int concurrency,
    List<Class<?>> handlers,
    Checks checks,
    boolean deliverTwice) {

  static final TestSettings DEFAULT =
      new TestSettings(
          ClockMode.VIRTUAL,
          Optional.empty(),
          RedisRequest.DEFAULT,
          false,
          10,
          List.of(),
          Checks.DEFAULT,
          false);

  TestSettings {
    if (clock == ClockMode.REAL && time.isPresent()) {
      throw new ExtensionConfigurationException(
          "time = \"%s\" is for the test clock, and clock = REAL switches that off"
              .formatted(time.get()));
    }
  }

  static TestSettings of(DocketTest annotation) {
    return new TestSettings(
        annotation.clock(),
        time(annotation.time()),
        new RedisRequest(annotation.redis(), annotation.image(), annotation.topology()),
        annotation.ownRedis(),
        concurrency(annotation.concurrency()),
        List.of(annotation.handlers()),
        Checks.of(annotation),
        false);
  }

  private static int concurrency(int tasks) {
    if (tasks < 1) {
      throw new ExtensionConfigurationException(
          "@DocketTest(concurrency = %d): it must be at least 1, the number of executions that a worker runs at once"
              .formatted(tasks));
    }
    return tasks;
  }

  private static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      throw new ExtensionConfigurationException(
          "@DocketTest(time = \"%s\"): it must be an instant such as 2030-05-01T09:00:00Z"
              .formatted(text),
          e);
    }
  }

  TestSettings withDeliverTwice() {
    return new TestSettings(clock, time, redis, ownRedis, concurrency, handlers, checks, true);
  }

  TestSettings with(Checks checks) {
    return new TestSettings(
        clock, time, redis, ownRedis, concurrency, handlers, checks, deliverTwice);
  }
}
