package dev.docket.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server, started as a child process on a free loopback port, for local development
 * and tests.
 *
 * <p>The server is {@code redis-server} or {@code valkey-server} from PATH, or the binary embedded
 * in the optional dependency {@code org.signal:embedded-redis:0.9.1}; {@code -Ddocket.redis.server}
 * names another executable. It keeps nothing on disk unless told to, and it dies with this JVM,
 * even when that is killed by {@code kill -9}. Linux and macOS only.
 *
 * <pre>{@code
 * try (LocalRedis redis = LocalRedis.start()) {
 *   Docket docket = Docket.connect(redis.url());
 * }
 * }</pre>
 *
 * <p>All methods may be called from any thread.
 */
public final class LocalRedis implements AutoCloseable {
  private static final int PORT_TRIES = 10;
  private static final Duration PORT_PATIENCE = Duration.ofSeconds(2);
  private static final SharedServers shared = new SharedServers();

  private final Launch launch;
  private final Path folder;
  private final int port;
  private final ReentrantLock lock = new ReentrantLock();
  // Written under the lock: by the constructor, restart and close.
  private volatile ServerProcess process;
  private volatile boolean closed;

  private LocalRedis(Launch launch, int port) {
    this.launch = launch;
    this.port = port;
    this.folder = Launch.createFolder();
    try {
      this.process = launch.run(port, folder);
    } catch (LocalRedisException e) {
      Launch.delete(folder);
      throw e;
    }
  }

  /**
   * Starts a server with the default settings and waits until it is ready.
   *
   * @return a server that accepts connections
   * @throws LocalRedisException when no server can be found or started; the message lists what was
   *     tried and how to mend it
   */
  public static LocalRedis start() {
    return builder().start();
  }

  /**
   * Returns a builder of a server with other than the default settings.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the one server of this JVM that has the given name, which {@code memory://name} means,
   * and starts it when there is none. It runs until the JVM ends; whoever connects to it need not
   * close it. When it has been closed nevertheless, the next call starts a new and empty one.
   *
   * @param name any text; the empty one is a name as well
   * @return the same server for the same name
   * @throws LocalRedisException as {@link #start()} does
   */
  public static LocalRedis shared(String name) {
    return shared.named(Objects.requireNonNull(name, "name"));
  }

  static LocalRedis start(Launch launch) {
    if (launch.port() != 0) {
      return new LocalRedis(launch, launch.port());
    }
    for (int tries = 1; ; tries++) {
      try {
        return new LocalRedis(launch, Ports.free());
      } catch (PortTakenException lostTheRace) {
        if (tries == PORT_TRIES) {
          throw lostTheRace;
        }
      }
    }
  }

  /**
   * Returns the URL to connect to, such as {@code redis://127.0.0.1:16379/0}.
   *
   * @return the URL of database 0
   */
  public String url() {
    return "redis://127.0.0.1:" + port + "/0";
  }

  /**
   * Returns the URL of the Unix socket, for a server built with {@link Builder#unixSocket}.
   *
   * @return a URL such as {@code unix:///tmp/docket-redis-1/redis.sock}
   * @throws IllegalStateException when the server has no Unix socket
   */
  public String unixUrl() {
    if (!launch.unixSocket()) {
      throw new IllegalStateException("This server was started without unixSocket(true)");
    }
    return "unix://" + folder.resolve(Launch.SOCKET);
  }

  /**
   * Returns the port, which stays the same for as long as this object lives.
   *
   * @return a TCP port on 127.0.0.1
   */
  public int port() {
    return port;
  }

  /**
   * Returns the version of the server.
   *
   * @return a version such as {@code 7.0.15}
   */
  public String version() {
    return launch.binary().version();
  }

  /**
   * Says where the server comes from.
   *
   * @return text for people, such as {@code redis-server 7.0.15 on PATH (/usr/bin/redis-server)}
   */
  public String source() {
    return launch.binary().description();
  }

  /**
   * Returns the process id of the server, or that of its last process when it does not run.
   *
   * @return an operating system process id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Tells whether the server process exists; a paused one does.
   *
   * @return false after {@link #stop()}, {@link #close()} or a crash
   */
  public boolean isRunning() {
    return process.isRunning();
  }

  /**
   * Returns the last lines that the present or latest server process has logged.
   *
   * @return up to 200 lines, oldest first
   */
  public List<String> log() {
    return process.log();
  }

  /** Kills the server as a crash would, and returns when its port is free. Idempotent. */
  public void stop() {
    locked(process::kill);
  }

  /**
   * Starts the server again on the same port, after ending it when it still runs. Its data is gone,
   * unless it was built with {@code arguments("--appendonly", "yes")}; then it shuts down in order
   * and loads its data. Returns when the server is ready.
   *
   * @throws IllegalStateException after {@link #close()}
   * @throws LocalRedisException when it does not start again; the log says why
   */
  public void restart() {
    locked(
        () -> {
          if (closed) {
            throw new IllegalStateException("This server is closed; start another");
          }
          if (launch.keepsData() && process.isRunning()) {
            process.finish();
          }
          process.kill();
          ServerProcess former = process;
          process = launchAgain();
          former.handOver();
        });
  }

  /** Freezes the server ({@code SIGSTOP}): connections stay open and get no answer. Idempotent. */
  public void pause() {
    locked(() -> process.signal("STOP"));
  }

  /** Lets a paused server go on ({@code SIGCONT}). Idempotent. */
  public void resume() {
    locked(() -> process.signal("CONT"));
  }

  /** Kills the server and removes its files; returns when that is done. Idempotent. */
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          process.killAndClean();
          Launch.delete(folder);
        });
  }

  boolean isClosed() {
    return closed;
  }

  Path folder() {
    return folder;
  }

  @Override
  public String toString() {
    return url() + ", " + source() + ", pid " + pid();
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Somebody may hold the port for the moment of looking whether it is free: tries again. */
  private ServerProcess launchAgain() {
    long deadline = System.nanoTime() + PORT_PATIENCE.toNanos();
    for (; ; ) {
      try {
        return launch.run(port, folder);
      } catch (PortTakenException e) {
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
      }
    }
  }

  /** Where the executable of a server may come from. */
  public enum Source {
    /** {@code -Ddocket.redis.server} if set, else PATH, else the embedded binary. */
    AUTO,
    /** {@code -Ddocket.redis.server} if set, else {@code redis-server} or {@code valkey-server}. */
    PATH,
    /** The binary in {@code org.signal:embedded-redis:0.9.1} on the class path. */
    EMBEDDED
  }

  /** Settings of a server that is to be started. Not safe for use by several threads. */
  public static final class Builder {
    /** What this class decides itself; a server with another value could not be reached. */
    private static final Set<String> OURS =
        Set.of("--port", "--bind", "--daemonize", "--logfile", "--loglevel", "--unixsocket");

    private Source source = Source.AUTO;
    private @Nullable Path executable;
    private int port;
    private boolean unixSocket;
    private final List<String> arguments = new ArrayList<>();

    private Builder() {}

    /**
     * Sets where the executable may come from.
     *
     * @param source the default is {@link Source#AUTO}
     * @return this builder
     */
    public Builder source(Source source) {
      this.source = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Names the executable; it is used or the start fails, whatever else could be found.
     *
     * @param executable a Redis or Valkey server, version 6.2 or newer
     * @return this builder
     */
    public Builder executable(Path executable) {
      this.executable = Objects.requireNonNull(executable, "executable");
      return this;
    }

    /**
     * Sets the port.
     *
     * @param port a TCP port, or 0, the default, for a free one
     * @return this builder
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("Not a port: " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Makes the server listen on a Unix socket too; see {@link LocalRedis#unixUrl()}.
     *
     * @param unixSocket the default is false
     * @return this builder
     */
    public Builder unixSocket(boolean unixSocket) {
      this.unixSocket = unixSocket;
      return this;
    }

    /**
     * Adds options to the server's command line, such as {@code "--appendonly", "yes"}.
     *
     * @param options options with their values, after the defaults, so that they win
     * @return this builder
     * @throws IllegalArgumentException for port, bind, daemonize, logfile, loglevel, unixsocket
     */
    public Builder arguments(String... options) {
      for (String option : options) {
        if (OURS.contains(option.toLowerCase(Locale.ROOT))) {
          throw new IllegalArgumentException(option + " is set by LocalRedis itself");
        }
      }
      arguments.addAll(List.of(options));
      return this;
    }

    /**
     * Starts the server and waits until it is ready.
     *
     * @return a server that accepts connections
     * @throws LocalRedisException when no server can be found or started
     */
    public LocalRedis start() {
      return LocalRedis.start(launch());
    }

    Launch launch() {
      RedisBinary binary = new BinarySearch(executable, source).find();
      return new Launch(binary, port, unixSocket, List.copyOf(arguments), "");
    }
  }
}
