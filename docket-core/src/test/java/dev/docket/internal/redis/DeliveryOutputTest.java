package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.local.LocalRedis;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By either version of the protocol. */
class DeliveryOutputTest {

  private final String stream = "{output-" + UUID.randomUUID() + "}:stream";

  private void onRedis(
      ProtocolVersion protocol, BiConsumer<String, RedisCommands<String, String>> test) {
    RedisClient client = RedisClient.create(LocalRedis.shared("docket-core-tests").url());
    client.setOptions(ClientOptions.builder().protocolVersion(protocol).build());
    try (var connection = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      redis.xgroupCreate(StreamOffset.from(stream, "0"), "g", XGroupCreateArgs.Builder.mkstream());
      test.accept(stream, redis);
      redis.del(stream);
    } finally {
      client.shutdown();
    }
  }

  private List<Delivery> read(RedisCommands<String, String> redis, String after) {
    CommandArgs<String, String> args =
        new CommandArgs<>(StringCodec.UTF8)
            .add("GROUP")
            .add("g")
            .add("c")
            .add("COUNT")
            .add(10)
            .add("STREAMS")
            .addKey(stream)
            .add(after);
    return redis.dispatch(CommandType.XREADGROUP, new DeliveryOutput(), args);
  }

  private static Map<String, String> fields(String... pairs) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      fields.put(pairs[i], pairs[i + 1]);
    }
    return fields;
  }

  private static long written(String sid) {
    return Long.parseLong(sid.split("-", -1)[0]);
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void all_fields_of_a_message_are_read(ProtocolVersion protocol) {
    onRedis(
        protocol,
        (stream, redis) -> {
          String sid =
              redis.xadd(
                  stream,
                  fields(
                      "key",
                      "k ö",
                      "task",
                      "Pack",
                      "args",
                      "{\"é\":1}",
                      "gen",
                      "3",
                      "when",
                      "17",
                      "attempt",
                      "2",
                      "trace",
                      "00-ab"));

          assertThat(read(redis, ">"))
              .containsExactly(new Delivery(sid, "k ö", "Pack", "{\"é\":1}", 2, 17, "00-ab", true));
        });
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void what_a_message_lacks_or_garbles_does_not_come_from_the_one_before(ProtocolVersion protocol) {
    onRedis(
        protocol,
        (stream, redis) -> {
          String full =
              redis.xadd(
                  stream,
                  fields(
                      "key", "a", "task", "Pack", "args", "[]", "when", "9", "attempt", "4",
                      "trace", "t", "gen", "3", "epoch", "2"));
          String next = redis.xadd(stream, fields("task", "Pack", "key", "b", "gen", "1"));
          String odd =
              redis.xadd(
                  stream,
                  fields("when", "soon", "attempt", "", "kay", "x", "tusk", "y", "colour", "red"));
          String least = redis.xadd(stream, fields("task", "Pack", "key", ""));

          assertThat(read(redis, ">"))
              .containsExactly(
                  new Delivery(full, "a", "Pack", "[]", 4, 9, "t", false),
                  new Delivery(next, "b", "Pack", "{}", 1, written(next), "", true),
                  new Delivery(odd, null, null, "{}", 1, written(odd), "", false),
                  new Delivery(least, "", "Pack", "{}", 1, written(least), "", false));
        });
  }

  @ParameterizedTest
  @EnumSource(ProtocolVersion.class)
  void nothing_and_deleted_messages_are_read_too(ProtocolVersion protocol) {
    onRedis(
        protocol,
        (stream, redis) -> {
          assertThat(read(redis, ">")).isEmpty();
          String gone = redis.xadd(stream, fields("key", "gone", "task", "Pack"));
          String there = redis.xadd(stream, fields("key", "there", "task", "Pack"));
          assertThat(read(redis, ">")).hasSize(2);
          redis.xdel(stream, gone);

          assertThat(read(redis, "0"))
              .containsExactly(
                  new Delivery(gone, null, null, "{}", 1, written(gone), "", false),
                  new Delivery(there, "there", "Pack", "{}", 1, written(there), "", false));
        });
  }
}
