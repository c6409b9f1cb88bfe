package dev.docket.junit;

import java.util.List;

/** How a test wants its docket. */
record TestSettings(
    ClockMode clock,
    RedisRequest redis,
    boolean ownRedis,
    int concurrency,
    List<Class<?>> handlers,
    boolean guards,
    boolean deliverTwice) {

  static final TestSettings DEFAULT =
      new TestSettings(ClockMode.VIRTUAL, RedisRequest.DEFAULT, false, 10, List.of(), true, false);

  static TestSettings of(DocketTest annotation) {
    return new TestSettings(
        annotation.clock(),
        new RedisRequest(annotation.redis(), annotation.image(), annotation.topology()),
        annotation.ownRedis(),
        annotation.concurrency(),
        List.of(annotation.handlers()),
        annotation.guards(),
        false);
  }

  TestSettings withDeliverTwice() {
    return new TestSettings(clock, redis, ownRedis, concurrency, handlers, guards, true);
  }
}
