package dev.docket.internal.redis;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open sockets of one link, whatever they are for. Safe for use by several threads. */
final class Sockets implements NettyCustomizer {

  private final Set<Channel> open = ConcurrentHashMap.newKeySet();

  @Override
  public void afterChannelInitialized(Channel channel) {
    open.add(channel);
    channel.closeFuture().addListener(closed -> open.remove(channel));
  }

  /**
   * Closes those that lead to an address, also when nothing answers there. Lettuce takes it for a
   * lost connection: it connects anew and sends again what was not answered.
   *
   * @return how many
   */
  int close(SocketAddress address) {
    int closed = 0;
    for (Channel channel : open) {
      if (address.equals(channel.remoteAddress())) {
        channel.close();
        closed++;
      }
    }
    return closed;
  }
}
