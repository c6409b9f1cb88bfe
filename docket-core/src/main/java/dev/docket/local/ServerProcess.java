package dev.docket.local;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One child process that runs a server, below a shell that watches over it. The shell reads orders
 * from a pipe; when the pipe closes, because we close it or because this JVM is gone in whatever
 * way, it kills the server and removes its folder. The server has a session of its own, where there
 * is {@code setsid}, so that Ctrl-C ends the JVM first and leaves it a server to finish with.
 */
final class ServerProcess {
  private static final String WATCH =
      """
      trap '' INT TERM HUP QUIT PIPE
      dir=$1
      shift
      if command -v setsid >/dev/null 2>&1; then
        setsid "$@" </dev/null 2>&1 &
      else
        "$@" </dev/null 2>&1 &
      fi
      server=$!
      exec >/dev/null
      echo "$server" >&2
      while read -r order; do
        case $order in
          KEEP) dir= ;;
          HALT) kill -KILL "$server"; wait "$server"; server= ;;
          *) kill -"$order" "$server" ;;
        esac
        echo "$?" >&2
      done
      if [ -n "$server" ]; then kill -KILL "$server"; wait "$server"; fi
      [ -z "$dir" ] || rm -rf "$dir"
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LOG_LINES = 200;

  private final Process shell;
  private final int port;
  private final BufferedReader answers;
  private final long pid;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final ReentrantLock orders = new ReentrantLock();
  private final ReentrantLock logLock = new ReentrantLock();
  private final Deque<String> log = new ArrayDeque<>();

  private ServerProcess(Process shell, int port) throws IOException {
    this.shell = shell;
    this.port = port;
    this.answers = shell.errorReader();
    this.pid = number();
  }

  /** Starts the command; the folder is the server's own and is removed when it ends. */
  static ServerProcess launch(List<String> command, Path folder, int port) throws IOException {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "docket-redis"));
    words.add(folder.toString());
    words.addAll(command);
    Process shell = new ProcessBuilder(words).directory(folder.toFile()).start();
    ServerProcess process = new ServerProcess(shell, port);
    Thread.ofPlatform().daemon().name("docket-redis-log-" + port).start(process::readLog);
    return process;
  }

  /** Waits until the server itself says that it is ready, which proves that the port is its own. */
  void awaitReady() {
    try {
      CompletableFuture.anyOf(ready, ended).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalRedisException("Interrupted while the Redis server was starting", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new LocalRedisException("The Redis server is not ready after " + PATIENCE + tail(), e);
    }
    if (!ready.isDone()) {
      String text = tail();
      throw text.contains("Address already in use")
          ? new PortTakenException(port, text)
          : new LocalRedisException("The Redis server ended instead of starting" + text);
    }
  }

  long pid() {
    return pid;
  }

  boolean isRunning() {
    return !ended.isDone();
  }

  List<String> log() {
    logLock.lock();
    try {
      return List.copyOf(log);
    } finally {
      logLock.unlock();
    }
  }

  /** Sends a signal, by its name without SIG, and returns once it has been sent. */
  void signal(String name) {
    order(name);
  }

  /**
   * Ends the server as {@code SIGTERM} does, so that it writes what it has to write. It refuses
   * while it writes its first append-only file, as a new replica does, and is asked again then.
   */
  void finish() {
    order("CONT");
    for (long second = 0; second < PATIENCE.toSeconds() && !ended.isDone(); second++) {
      try {
        order("TERM");
        ended.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException refusedOrBusy) {
        // Again.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LocalRedisException("Interrupted while the Redis server was ending", e);
      } catch (ExecutionException e) {
        throw new LocalRedisException("The end of the Redis server was not seen" + tail(), e);
      }
    }
    if (!ended.isDone()) {
      throw new LocalRedisException("The Redis server does not end" + tail());
    }
  }

  /** Kills the server and returns when its port is free; its folder stays. Repeatable. */
  void kill() {
    if (shell.isAlive()) {
      order("HALT");
      awaitEnd();
    }
  }

  /** Leaves the folder of a killed server to another process. */
  void handOver() {
    if (shell.isAlive()) {
      order("KEEP");
      killAndClean();
    }
  }

  /** Kills the server, removes its folder, and returns when both are gone. Repeatable. */
  void killAndClean() {
    try {
      shell.getOutputStream().close();
    } catch (IOException alreadyClosed) {
      // The shell is gone, and with it the server.
    }
    shell.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    awaitEnd();
  }

  private void awaitEnd() {
    ended.copy().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void order(String word) {
    orders.lock();
    try {
      shell.getOutputStream().write((word + "\n").getBytes(US_ASCII));
      shell.getOutputStream().flush();
      if (number() != 0) {
        throw new LocalRedisException("The Redis server on port " + port + " is gone" + tail());
      }
    } catch (IOException e) {
      throw new LocalRedisException("The Redis server on port " + port + " is gone" + tail(), e);
    } finally {
      orders.unlock();
    }
  }

  /** Skips what the shell may say in words, such as "No such process". */
  private long number() throws IOException {
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (!line.isEmpty() && line.chars().allMatch(Character::isDigit)) {
        return Long.parseLong(line);
      }
    }
    throw new IOException("the shell that watches the server has ended");
  }

  private void readLog() {
    try (BufferedReader lines = shell.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        remember(line);
        if (line.contains("Ready to accept connections") || line.contains("Sentinel ID is")) {
          ready.complete(null);
        }
      }
    } catch (IOException closed) {
      remember("(the log ends here: " + closed.getMessage() + ")");
    } finally {
      ended.complete(null);
    }
  }

  private void remember(String line) {
    logLock.lock();
    try {
      if (log.size() == LOG_LINES) {
        log.removeFirst();
      }
      log.addLast(line);
    } finally {
      logLock.unlock();
    }
  }

  private String tail() {
    return ":\n  " + String.join("\n  ", log());
  }
}
