package dev.docket.junit;

import java.util.List;

/** How a test wants its docket. */
record TestSettings(
    ClockMode clock,
    RedisMode redis,
    int concurrency,
    List<Class<?>> handlers,
    boolean guards,
    boolean deliverTwice) {

  static final TestSettings DEFAULT =
      new TestSettings(ClockMode.VIRTUAL, RedisMode.AUTO, 10, List.of(), true, false);

  static TestSettings of(DocketTest annotation) {
    return new TestSettings(
        annotation.clock(),
        annotation.redis(),
        annotation.concurrency(),
        List.of(annotation.handlers()),
        annotation.guards(),
        false);
  }

  TestSettings withDeliverTwice() {
    return new TestSettings(clock, redis, concurrency, handlers, guards, true);
  }
}
