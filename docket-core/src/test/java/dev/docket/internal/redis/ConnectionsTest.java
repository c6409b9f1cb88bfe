package dev.docket.internal.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.docket.local.LocalRedis;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.EpollProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  /** What happens then takes a firewall to see: docs/operations/high-availability.md tells. */
  @Test
  void each_gives_up_a_host_that_has_vanished() {
    assumeTrue(EpollProvider.isAvailable(), "Only Linux can be told so");
    List<Channel> channels = new CopyOnWriteArrayList<>();
    ClientResources resources =
        ClientResources.builder()
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    channels.add(channel);
                  }
                })
            .build();
    try (LocalRedis redis = LocalRedis.start();
        Connections connections =
            Connections.open(
                RedisAddress.parse(redis.url()), resources, new Sockets(), Duration.ofSeconds(10));
        var reader = connections.reader(connections.node("any"))) {
      assertThat(reader.isOpen()).isTrue();
      assertThat(channels).hasSize(3);
      int unheard = (int) Connections.UNHEARD.toMillis();
      assertThat(channels)
          .allSatisfy(
              channel -> {
                assertThat(channel.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                    .isEqualTo(unheard);
                assertThat(channel.config().getOption(EpollChannelOption.TCP_KEEPIDLE))
                    .isEqualTo(unheard / 1000);
                assertThat(channel.config().getOption(EpollChannelOption.SO_KEEPALIVE)).isTrue();
              });
    } finally {
      resources.shutdown(0, 2, TimeUnit.SECONDS);
    }
  }
}
