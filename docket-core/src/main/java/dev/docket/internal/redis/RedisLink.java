package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import dev.docket.DocketException;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process's link to one Redis. Runs scripts, from any thread, over a connection that all share;
 * what a server refuses for a while (loading, failing over) is tried again until {@link #TIMEOUT}.
 */
public final class RedisLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

  /** How long an operation may take, waiting for a lost connection included. */
  public static final Duration TIMEOUT = Duration.ofSeconds(10);

  /**
   * Between tries to reconnect. Lettuce's own doubles up to half a minute, which would make every
   * outage half as long again, and differently so for each worker.
   */
  private static final Delay RECONNECT =
      Delay.equalJitter(Duration.ofMillis(2), Duration.ofMillis(500), 2, TimeUnit.MILLISECONDS);

  private static final List<String> PASSING =
      List.of(
          "LOADING", "READONLY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS", "BUSY ");
  private static final List<String> OF_THE_SERVER =
      List.of("OOM", "READONLY", "NOREPLICAS", "MISCONF", "MASTERDOWN", "LOADING", "CLUSTERDOWN");

  /** What becomes of a command on its way to a node of a Cluster that has lost its slots. */
  private static final String NODE_LEFT = "Connection closed";

  private static final Map<String, String> MENDING =
      Map.ofEntries(
          Map.entry("OOM", "Give it more memory (maxmemory), or remove data."),
          Map.entry(
              "WRONGTYPE",
              "Somebody else wrote to a key of this docket; look at it and delete it."),
          Map.entry("READONLY", "It is a replica; does the URL name the master?"),
          Map.entry(
              "NOREPLICAS", "It waits for its replicas (min-replicas-to-write); are they running?"),
          Map.entry("MISCONF", "It cannot write to its disk; its log says why."),
          Map.entry("NOAUTH", "The URL needs a password: redis://:password@host:port."),
          Map.entry("WRONGPASS", "The password or the user name of the URL is wrong."),
          Map.entry(
              "NOPERM",
              "The user of the URL lacks rights; docs/operations/security.md lists them."),
          Map.entry(
              "unable to find valid certification path",
              "Nobody whom this JVM trusts has signed its certificate;"
                  + " name the PEM file of your CA in the URL: ?ca=/path/to/ca.pem"),
          Map.entry(
              "No subject alternative",
              "Its certificate is for other host names; use one of those in the URL,"
                  + " or check the CA only: ?verify=ca"),
          Map.entry(
              "No name matching",
              "Its certificate is for other host names; use one of those in the URL,"
                  + " or check the CA only: ?verify=ca"));

  // Dockets of one process that name the same Redis share a link. Guarded by LOCK, as is `users`.
  private static final Map<String, RedisLink> OPEN = new HashMap<>();
  private static final ReentrantLock LOCK = new ReentrantLock();

  private final String url;
  private final String shown;
  private final ClientResources resources;
  private final Connections connections;
  private final Channels channels;
  private int users;
  private volatile boolean closed;
  private volatile String version = "";

  private RedisLink(String url, String shown, ClientResources resources, Connections connections) {
    this.url = url;
    this.shown = shown;
    this.resources = resources;
    this.connections = connections;
    this.channels = new Channels(connections.channels());
  }

  /**
   * Connects and checks the server's version.
   *
   * @throws DocketConnectionException when the URL cannot be read, nothing answers, or the server
   *     is too old
   */
  public static RedisLink open(String url) {
    LOCK.lock();
    try {
      RedisLink link = OPEN.get(url);
      if (link == null) {
        link = connect(url);
        OPEN.put(url, link);
      }
      link.users++;
      return link;
    } finally {
      LOCK.unlock();
    }
  }

  private static RedisLink connect(String url) {
    String real = url.startsWith("memory://") ? LocalRedis.shared(url.substring(9)).url() : url;
    RedisAddress address = RedisAddress.parse(real);
    Sockets sockets = new Sockets();
    ClientResources resources =
        ClientResources.builder()
            .nettyCustomizer(sockets)
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(RECONNECT)
            .build();
    Connections connections = null;
    try {
      connections = Connections.open(address, resources, sockets, TIMEOUT);
      RedisLink link = new RedisLink(url, address.shown(), resources, connections);
      link.requireServer();
      return link;
    } catch (RedisException | DocketException e) {
      if (connections != null) {
        connections.close();
      }
      resources.shutdown(0, 2, TimeUnit.SECONDS);
      throw e instanceof DocketConnectionException told ? told : refused(address.shown(), e);
    }
  }

  /** Where this leads to, without credentials. */
  public String shown() {
    return shown;
  }

  /** The version of the server that answered when the link was opened, such as 7.0.15. */
  public String version() {
    return version;
  }

  public Channels channels() {
    return channels;
  }

  /** Opens a connection of its own for blocking reads of a docket's stream. */
  public StreamReader reader(Keys keys, String consumer) {
    return new StreamReader(connections, keys, consumer);
  }

  RedisClusterAsyncCommands<String, String> commands() {
    return connections.commands();
  }

  /** The channels that somebody listens to, as each server tells. */
  Collection<? extends CompletionStage<List<String>>> listened() {
    return connections.listened();
  }

  /**
   * What the scripts that work on batches publish: on a single server only what somebody listens
   * to; a node of a Cluster cannot know who listens at another.
   */
  String events() {
    return connections instanceof Connections.Cluster ? "all" : "heard";
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
              return commands()
                  .dispatch(
                      whole ? CommandType.EVAL : CommandType.EVALSHA,
                      new ValueOutput<>(StringCodec.UTF8),
                      all.add(packed));
            },
            System.nanoTime() + TIMEOUT.toNanos())
        .thenApply(lines -> List.of(lines.split("\n", -1)));
  }

  /**
   * Runs something soon, on a thread that is none of a connection's; at once when the link closes.
   * It must not block.
   */
  void elsewhere(Runnable action) {
    try {
      resources.eventExecutorGroup().execute(action);
    } catch (RejectedExecutionException e) {
      action.run();
    }
  }

  private <T> CompletableFuture<T> run(
      Script script, ScriptOutputType type, Keys keys, String[] args) {
    String[] key = {keys.stream()};
    return attempt(
        whole ->
            whole
                ? commands().eval(script.source(), type, key, args)
                : commands().evalsha(script.sha(), type, key, args),
        System.nanoTime() + TIMEOUT.toNanos());
  }

  /** One call of a script: by its hash, or whole when Redis does not have it. */
  private interface Call<T> {
    CompletionStage<T> send(boolean whole);
  }

  private <T> CompletableFuture<T> attempt(Call<T> call, long deadline) {
    return connections
        .watched(call.send(false))
        .toCompletableFuture()
        .exceptionallyCompose(
            thrown -> {
              Throwable cause = unwrapped(thrown);
              if (cause instanceof RedisNoScriptException) {
                return call.send(true);
              }
              if (!passes(cause) || System.nanoTime() > deadline) {
                return CompletableFuture.failedFuture(cause);
              }
              if (String.valueOf(cause.getMessage()).startsWith("READONLY")) {
                connections.renew();
              }
              return CompletableFuture.supplyAsync(
                      () -> null, CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS))
                  .thenCompose(nothing -> attempt(call, deadline));
            });
  }

  private boolean passes(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof RedisCommandExecutionException) {
      return PASSING.stream().anyMatch(message::startsWith);
    }
    return isBrokenConnection(cause) || (message.equals(NODE_LEFT) && !closed);
  }

  /**
   * Lettuce sends again what a lost connection left unanswered, but gives up a command whose
   * writing failed because the server was going away just then.
   */
  private static boolean isBrokenConnection(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Waits for an answer.
   *
   * @throws DocketConnectionException when Redis does not answer or refuses
   */
  public <T> T await(CompletionStage<T> answer) {
    try {
      return answer.toCompletableFuture().get(TIMEOUT.toMillis() + 2000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw refused(shown, unwrapped(e));
    } catch (TimeoutException e) {
      throw refused(shown, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DocketConnectionException("Interrupted while waiting for Redis at " + shown, e);
    }
  }

  private static DocketException refused(String shown, Throwable cause) {
    if (cause instanceof DocketException told) {
      return told;
    }
    Throwable root = cause;
    while (root.getCause() != null && !(root instanceof RedisCommandExecutionException)) {
      root = root.getCause();
    }
    String why = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return new DocketConnectionException(
        "Redis at %s did not do what was asked: %s. %s".formatted(shown, why, mending(why)), cause);
  }

  private static String mending(String why) {
    for (Map.Entry<String, String> known : MENDING.entrySet()) {
      if (why.startsWith(known.getKey())) {
        return known.getValue();
      }
    }
    return "Is it running, reachable from here, and does the URL name it?";
  }

  private static Throwable unwrapped(Throwable thrown) {
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  private void requireServer() {
    ServerInfo server = new ServerInfo(await(commands().info()));
    version = server.version();
    if (server.isOlderThan(6, 2)) {
      throw new DocketConnectionException(
          "Redis at %s is version %s; Docket needs 6.2 or newer (Redis or Valkey)"
              .formatted(shown, version));
    }
    server
        .eviction()
        .ifPresent(
            policy ->
                LOG.warn(
                    "Redis at {} removes keys when its memory is full (maxmemory-policy {}): work that"
                        + " was accepted may be lost. Set maxmemory-policy to noeviction.",
                    shown,
                    policy));
  }

  /**
   * Whether an operation failed inside a script for what it was given, so that trying again is of
   * no use. Passing troubles of the server are not meant, also when a script met them.
   */
  public static boolean isScriptError(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof RedisCommandExecutionException && message.contains("user_script")) {
        return OF_THE_SERVER.stream().noneMatch(message::contains);
      }
    }
    return false;
  }

  /** Gives this user's share of the link back; the last one closes the connections. */
  @Override
  public void close() {
    LOCK.lock();
    try {
      if (--users == 0) {
        OPEN.remove(url);
        closed = true;
        connections.close();
        resources.shutdown(0, 2, TimeUnit.SECONDS);
      }
    } finally {
      LOCK.unlock();
    }
  }
}
