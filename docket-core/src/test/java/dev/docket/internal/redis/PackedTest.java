package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is packed here comes out of a script unchanged. */
class PackedTest {

  private static final LocalRedis REDIS = LocalRedis.shared("docket-core-tests");

  @Test
  void texts_of_every_length_and_script_arrive_unchanged() {
    List<String> texts =
        List.of(
            "",
            "a",
            "x".repeat(31),
            "x".repeat(32),
            "ü".repeat(127),
            "x".repeat(255),
            "x".repeat(256),
            "x".repeat(70_000),
            "line\nbreak \0 and 🎉");

    assertThat(echoed(new Packed(1).addAll(texts))).isEqualTo(texts);
  }

  @Test
  void a_batch_of_thousands_arrives_in_order() {
    List<String> texts = IntStream.range(0, 5_000).mapToObj(Integer::toString).toList();

    assertThat(echoed(new Packed(0).addAll(texts))).isEqualTo(texts);
  }

  @Test
  void an_empty_list_arrives_empty() {
    assertThat(echoed(new Packed(0))).isEmpty();
  }

  private static List<String> echoed(Packed packed) {
    try (RedisClient client = RedisClient.create(REDIS.url());
        StatefulRedisConnection<byte[], byte[]> connection =
            client.connect(ByteArrayCodec.INSTANCE)) {
      List<byte[]> reply =
          connection
              .sync()
              .eval(
                  "return cmsgpack.unpack(ARGV[1])",
                  ScriptOutputType.MULTI,
                  new byte[0][],
                  packed.toBytes());
      return reply.stream().map(text -> new String(text, StandardCharsets.UTF_8)).toList();
    }
  }
}
