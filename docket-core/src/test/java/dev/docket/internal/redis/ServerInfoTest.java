package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.local.LocalRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerInfoTest {

  private static String warnings(String... arguments) {
    PrintStream standardError = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try (LocalRedis redis = LocalRedis.builder().arguments(arguments).start();
        Docket docket = Docket.connect(redis.url())) {
      assertThat(docket.redisVersion()).isNotEmpty();
    } finally {
      System.setErr(standardError);
    }
    return written.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_server_that_may_evict_is_warned_of() {
    assertThat(warnings("--maxmemory", "64mb", "--maxmemory-policy", "allkeys-lru"))
        .contains("maxmemory-policy allkeys-lru", "Set maxmemory-policy to noeviction");
  }

  @Test
  void a_server_that_cannot_is_not() {
    assertThat(warnings("--maxmemory", "64mb")).doesNotContain("maxmemory");
    assertThat(warnings("--maxmemory-policy", "allkeys-lru")).doesNotContain("maxmemory");
  }

  @Test
  void versions_are_compared_by_number() {
    assertThat(new ServerInfo("redis_version:6.0.16").isOlderThan(6, 2)).isTrue();
    assertThat(new ServerInfo("redis_version:6.2.0").isOlderThan(6, 2)).isFalse();
    assertThat(new ServerInfo("redis_version:10.0.1").isOlderThan(6, 2)).isFalse();
    assertThat(new ServerInfo("").isOlderThan(6, 2)).isFalse();
  }

  @Test
  void a_valkey_says_so() {
    assertThat(new ServerInfo("redis_version:7.2.4\r\nvalkey_version:8.0.1\r\n").version())
        .isEqualTo("valkey 8.0.1");
  }
}
