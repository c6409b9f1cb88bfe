package dev.docket.internal.redis;

import io.lettuce.core.RedisBusyException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.XGroupCreateArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads deliveries for one consumer over a connection of its own. The connection is not kept when
 * anything goes wrong: the next read opens a new one, and {@link #reopened} tells that deliveries
 * may have been lost on the way. One thread reads; {@link #unblock} may come from any.
 */
public final class StreamReader implements AutoCloseable {

  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final Connections connections;
  private final Keys keys;
  private final String consumer;
  private @Nullable StatefulRedisConnection<String, String> connection;
  private @Nullable RedisURI node;
  private volatile long clientId = -1;
  private boolean reopened;

  StreamReader(Connections connections, Keys keys, String consumer) {
    this.connections = connections;
    this.keys = keys;
    this.consumer = consumer;
  }

  /**
   * Asks for at most {@code count} new deliveries, for which Redis waits up to {@code block}. The
   * answer is fetched by {@link #take}; until then nothing else is asked.
   */
  public Reading begin(int count, Duration block) {
    return begin(">", count, block);
  }

  /** The deliveries that this consumer was given and has not acknowledged, after the given id. */
  public List<Delivery> own(String after, int count) {
    return take(begin(after, count, Duration.ZERO));
  }

  /**
   * A read under way.
   *
   * @param count how many deliveries it may bring
   * @param until how long to wait for it, by {@link System#nanoTime}
   */
  public record Reading(int count, long until, RedisFuture<List<Delivery>> answer) {
    public boolean isDone() {
      return answer.isDone();
    }
  }

  /**
   * Whether the connection was lost since this was asked last, so that own deliveries have to be
   * looked through.
   */
  public boolean reopened() {
    boolean was = reopened;
    reopened = false;
    return was;
  }

  /** Whether the connection of the last read is there for the next one. */
  public boolean isOpen() {
    StatefulRedisConnection<String, String> open = connection;
    return open != null && open.isOpen() && !reopened;
  }

  /** Ends a read that blocks. */
  public void unblock() {
    long id = clientId;
    if (id >= 0) {
      try {
        connections.unblock(keys.stream(), id);
      } catch (RedisException e) {
        // The read ends by itself when its time has run out.
      }
    }
  }

  private Reading begin(String after, int count, Duration block) {
    try {
      CommandArgs<String, String> args =
          new CommandArgs<>(StringCodec.UTF8)
              .add(CommandKeyword.GROUP)
              .add(Keys.GROUP)
              .add(consumer)
              .add(CommandKeyword.COUNT)
              .add(count);
      if (!block.isZero()) {
        args.add(CommandKeyword.BLOCK).add(block.toMillis());
      }
      args.add("STREAMS").addKey(keys.stream()).add(after);
      long until = System.nanoTime() + block.plus(MARGIN).toNanos();
      return new Reading(
          count,
          until,
          open().async().dispatch(CommandType.XREADGROUP, new DeliveryOutput(), args));
    } catch (RedisException e) {
      close();
      reopened = true;
      throw e;
    }
  }

  /** Waits for a read to bring what it can. */
  public List<Delivery> take(Reading reading) {
    try {
      return answer(reading.answer(), Duration.ofNanos(reading.until() - System.nanoTime()));
    } catch (RedisException e) {
      if (String.valueOf(e.getMessage()).startsWith("NOGROUP")) {
        createGroup();
        return List.of();
      }
      close();
      reopened = true;
      throw e;
    }
  }

  private StatefulRedisConnection<String, String> open() {
    StatefulRedisConnection<String, String> open = connection;
    if (open != null && open.isOpen()) {
      return open;
    }
    reopened = reopened || open != null;
    close();
    RedisURI holder = connections.node(keys.stream());
    node = holder;
    ReaderPool.Idle idle = connections.idle().take(holder);
    if (idle != null) {
      connection = idle.connection();
      clientId = idle.clientId();
      return idle.connection();
    }
    open = connections.reader(holder);
    connection = open;
    clientId = answer(open.async().clientId(), MARGIN);
    return open;
  }

  /**
   * From the start of the stream, so that nothing added before the group was made is passed over.
   */
  private void createGroup() {
    try {
      answer(
          open()
              .async()
              .xgroupCreate(
                  StreamOffset.from(keys.stream(), "0"),
                  Keys.GROUP,
                  XGroupCreateArgs.Builder.mkstream()),
          MARGIN);
    } catch (RedisBusyException e) {
      // Another worker was faster.
    }
  }

  /** Waits no longer than the read may block, so that a read which never returns is noticed. */
  private <T> T answer(RedisFuture<T> future, Duration atMost) {
    try {
      return future.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RedisException known ? known : new RedisException(e.getCause());
    } catch (TimeoutException e) {
      throw new RedisException("A read of " + keys.stream() + " did not return in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RedisException("Interrupted while reading " + keys.stream(), e);
    }
  }

  /** Ends in good order, with no read under way: the connection is left to the next reader. */
  public void release() {
    StatefulRedisConnection<String, String> open = connection;
    RedisURI holder = node;
    if (open != null && holder != null && open.isOpen() && clientId >= 0 && !reopened) {
      connections.idle().give(new ReaderPool.Idle(open, clientId, holder, System.nanoTime()));
      connection = null;
      clientId = -1;
    } else {
      close();
    }
  }

  @Override
  public void close() {
    StatefulRedisConnection<String, String> open = connection;
    connection = null;
    clientId = -1;
    if (open != null) {
      open.closeAsync();
    }
  }
}
