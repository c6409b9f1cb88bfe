package dev.docket.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalSentinelTest {
  @Test
  void sentinels_move_the_service_in_good_order_and_after_a_crash() {
    try (LocalSentinel service = LocalSentinel.builder().replicas(2).start()) {
      LocalRedis first = service.master();
      assertThat(first).isSameAs(service.servers().getFirst());
      assertThat(service.sentinels()).hasSize(3);
      assertThat(service.url())
          .matches("redis-sentinel://127.0.0.1:\\d+,127.0.0.1:\\d+,127.0.0.1:\\d+/mymaster");

      LocalRedis second = service.failover();
      assertThat(second).isNotSameAs(first).isSameAs(service.master());
      assertThat(RawRedis.ask(second.port(), "SET", "key", "value")).isEqualTo("OK");

      LocalRedis third = service.crash();
      assertThat(third).isNotSameAs(second);
      assertThat(second.isRunning()).isFalse();
      assertThat(RawRedis.ask(third.port(), "SET", "key", "value")).isEqualTo("OK");
    }
  }
}
