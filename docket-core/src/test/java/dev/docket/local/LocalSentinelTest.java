package dev.docket.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
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

  @Test
  void sentinels_are_hasty_only_while_a_master_is_killed() {
    try (LocalSentinel service = LocalSentinel.start()) {
      assertThat(silences(service)).containsOnly("2000");

      service.crash();

      assertThat(silences(service)).containsOnly("2000");
    }
  }

  /** After how many milliseconds of silence each Sentinel replaces the master. */
  private static List<Object> silences(LocalSentinel service) {
    return service.sentinels().stream().map(LocalSentinelTest::silence).toList();
  }

  private static Object silence(LocalRedis sentinel) {
    try (RawRedis redis = RawRedis.connect(sentinel.port())) {
      List<?> told = (List<?>) redis.call("SENTINEL", "MASTER", "mymaster");
      return told.get(told.indexOf("down-after-milliseconds") + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
