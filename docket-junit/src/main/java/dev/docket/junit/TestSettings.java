package dev.docket.junit;

import java.util.List;

/** How a test wants its docket. */
record TestSettings(
    ClockMode clock,
    RedisRequest redis,
    boolean ownRedis,
    int concurrency,
    List<Class<?>> handlers,
    Checks checks,
    boolean deliverTwice) {

  static final TestSettings DEFAULT =
      new TestSettings(
          ClockMode.VIRTUAL, RedisRequest.DEFAULT, false, 10, List.of(), Checks.DEFAULT, false);

  static TestSettings of(DocketTest annotation) {
    return new TestSettings(
        annotation.clock(),
        new RedisRequest(annotation.redis(), annotation.image(), annotation.topology()),
        annotation.ownRedis(),
        annotation.concurrency(),
        List.of(annotation.handlers()),
        Checks.of(annotation),
        false);
  }

  TestSettings withDeliverTwice() {
    return new TestSettings(clock, redis, ownRedis, concurrency, handlers, checks, true);
  }

  TestSettings with(Checks checks) {
    return new TestSettings(clock, redis, ownRedis, concurrency, handlers, checks, deliverTwice);
  }
}
