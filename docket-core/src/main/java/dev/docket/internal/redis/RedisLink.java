package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import dev.docket.DocketException;
import dev.docket.internal.redis.Channels.Subscription;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One docket's link to its Redis. Runs scripts, from any thread, over connections that all dockets
 * of the process share; what a server refuses for a while (loading, failing over) is tried again
 * until {@link #TIMEOUT}. Once it is closed, whoever uses it or listens is told so.
 */
public final class RedisLink implements AutoCloseable {

  /** How long an operation may take, waiting for a lost connection included. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final Duration RETRY = Duration.ofMillis(100);

  private final String owner;
  private final SharedRedis redis;

  /** What to do when this closes, for each who listens or waits. */
  private final Set<Runnable> atClose = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean closed = new AtomicBoolean();

  private RedisLink(String owner, SharedRedis redis) {
    this.owner = owner;
    this.redis = redis;
  }

  /**
   * Connects.
   *
   * @param owner who is said to be closed when this is, such as {@code Docket orders}
   * @throws DocketConnectionException when the URL cannot be read, nothing answers, or the server
   *     is too old
   */
  public static RedisLink open(String url, String owner) {
    return new RedisLink(owner, SharedRedis.acquire(url));
  }

  /** The version of the server that answered when the link was opened, such as 7.0.15. */
  public String version() {
    return redis.version();
  }

  /** Listens to a channel; the future completes when Redis has confirmed it. */
  public Subscription subscribe(String channel, Consumer<String> listener) {
    return subscribe(channel, listener, () -> {});
  }

  /**
   * Listens to a channel; the future completes when Redis has confirmed it.
   *
   * @param afterwards what is done when the link is closed before the subscription is
   */
  public Subscription subscribe(String channel, Consumer<String> listener, Runnable afterwards) {
    requireOpen();
    Subscription made = redis.channels().subscribe(channel, listener);
    Runnable end =
        () -> {
          made.close();
          afterwards.run();
        };
    atClose(end);
    return new Subscription(
        made.confirmed(),
        () -> {
          atClose.remove(end);
          made.close();
        });
  }

  /** Has something done when this closes; now, if that was a moment ago. */
  private void atClose(Runnable action) {
    atClose.add(action);
    if (closed.get()) {
      action.run();
    }
  }

  /** Runs the action whenever the connection that listens has come back. */
  public AutoCloseable onReconnect(Runnable action) {
    requireOpen();
    return redis.channels().onReconnect(action);
  }

  /** Opens a connection of its own for blocking reads of a docket's stream. */
  public StreamReader reader(Keys keys, String consumer) {
    requireOpen();
    return new StreamReader(redis.connections(), keys, consumer);
  }

  RedisClusterAsyncCommands<String, String> commands() {
    requireOpen();
    return redis.connections().commands();
  }

  /** The channels that somebody listens to, as each server tells. */
  Collection<? extends CompletionStage<List<String>>> listened() {
    requireOpen();
    return redis.connections().listened();
  }

  /**
   * What the scripts that work on batches publish: on a single server only what somebody listens
   * to; a node of a Cluster cannot know who listens at another.
   */
  String events() {
    return redis.audience().events();
  }

  /** Runs a script that answers with a list. */
  CompletableFuture<List<Object>> list(Script script, Keys keys, String... args) {
    return run(script, ScriptOutputType.MULTI, keys, args);
  }

  /** Runs a script that answers with a number. */
  CompletableFuture<Long> number(Script script, Keys keys, String... args) {
    return run(script, ScriptOutputType.INTEGER, keys, args);
  }

  /** Runs a script that answers with a word. */
  CompletableFuture<String> word(Script script, Keys keys, String... args) {
    return run(script, ScriptOutputType.VALUE, keys, args);
  }

  /** Runs a script on a batch, its last argument; it answers with a line for each. */
  CompletableFuture<List<String>> batch(Script script, Keys keys, Packed batch, String... args) {
    byte[] packed = batch.toBytes();
    return attempt(
            whole -> {
              CommandArgs<String, String> all = new CommandArgs<>(StringCodec.UTF8);
              all.add(whole ? script.source() : script.sha()).add(1).addKey(keys.stream());
              for (String arg : args) {
                all.add(arg);
              }
              return redis
                  .connections()
                  .commands()
                  .dispatch(
                      whole ? CommandType.EVAL : CommandType.EVALSHA,
                      new ValueOutput<>(StringCodec.UTF8),
                      all.add(packed));
            },
            System.nanoTime() + TIMEOUT.toNanos())
        .thenApply(lines -> List.of(lines.split("\n", -1)));
  }

  /**
   * Runs something soon, on a thread that is none of a connection's; at once when the connections
   * close. It must not block.
   */
  void elsewhere(Runnable action) {
    redis.elsewhere(action);
  }

  private <T> CompletableFuture<T> run(
      Script script, ScriptOutputType type, Keys keys, String[] args) {
    String[] key = {keys.stream()};
    return attempt(
        whole ->
            whole
                ? redis.connections().commands().eval(script.source(), type, key, args)
                : redis.connections().commands().evalsha(script.sha(), type, key, args),
        System.nanoTime() + TIMEOUT.toNanos());
  }

  /** One call of a script: by its hash, or whole when Redis does not have it. */
  private interface Call<T> {
    CompletionStage<T> send(boolean whole);
  }

  private <T> CompletableFuture<T> attempt(Call<T> call, long deadline) {
    if (closed.get()) {
      return CompletableFuture.failedFuture(closed());
    }
    Connections connections = redis.connections();
    return connections
        .watched(call.send(false))
        .toCompletableFuture()
        .exceptionallyCompose(
            thrown -> {
              Throwable cause = RedisTrouble.unwrapped(thrown);
              if (cause instanceof RedisNoScriptException) {
                return call.send(true);
              }
              if (closed.get() || !RedisTrouble.passes(cause) || System.nanoTime() > deadline) {
                return CompletableFuture.failedFuture(cause);
              }
              if (String.valueOf(cause.getMessage()).startsWith("READONLY")) {
                connections.renew();
              }
              return redis.pause(RETRY).thenCompose(nothing -> attempt(call, deadline));
            });
  }

  /**
   * Waits for an answer.
   *
   * @throws DocketConnectionException when Redis does not answer or refuses
   * @throws IllegalStateException when there is none because the link was closed
   */
  public <T> T await(CompletionStage<T> answer) {
    return await(answer, redis::await);
  }

  /**
   * The same for a call that may bring about the interrupt of its own thread: it learns the answer
   * all the same, and the thread is interrupted afterwards.
   */
  public <T> T awaitThroughInterrupts(CompletionStage<T> answer) {
    return await(answer, redis::awaitThroughInterrupts);
  }

  private <T> T await(CompletionStage<T> answer, Function<CompletionStage<T>, T> wait) {
    CompletableFuture<T> future = answer.toCompletableFuture();
    Runnable end = () -> future.completeExceptionally(closed());
    atClose(end);
    try {
      return wait.apply(future);
    } catch (DocketException e) {
      throw closed.get() ? closed() : e;
    } finally {
      atClose.remove(end);
    }
  }

  /**
   * Refuses what is asked too late, also where it would not need to ask Redis.
   *
   * @throws IllegalStateException when the link is closed
   */
  public void requireOpen() {
    if (closed.get()) {
      throw closed();
    }
  }

  /** What those are told who come too late. */
  public IllegalStateException closed() {
    return new IllegalStateException(owner + " is closed; build another");
  }

  /**
   * Ends what its owner listens to, and gives the share of the connections back. Closing again does
   * nothing.
   */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      atClose.forEach(Runnable::run);
      redis.release();
    }
  }
}
