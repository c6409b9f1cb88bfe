package dev.docket.internal.redis;

import dev.docket.DocketConnectionException;
import dev.docket.DocketException;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What it means that Redis did not do what it was asked. */
public final class RedisTrouble {

  private static final List<String> PASSING =
      List.of(
          "LOADING", "READONLY", "TRYAGAIN", "CLUSTERDOWN", "MASTERDOWN", "NOREPLICAS", "BUSY ");
  private static final List<String> OF_THE_SERVER =
      List.of(
          "OOM",
          "READONLY",
          "NOREPLICAS",
          "MISCONF",
          "MASTERDOWN",
          "LOADING",
          "CLUSTERDOWN",
          // rights, which Redis 7 and Redis 6 tell differently
          "The user executing the script",
          "NOPERM");

  /** What becomes of a command on its way to a node of a Cluster that has lost its slots. */
  private static final String NODE_LEFT = "Connection closed";

  private static final String RIGHTS =
      "The user of the URL lacks rights; docs/operations/security.md lists them.";

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
          Map.entry("NOPERM", RIGHTS),
          Map.entry("ERR The user executing the script", RIGHTS),
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

  private RedisTrouble() {}

  /**
   * Whether an operation failed inside a script for what it was given, so that trying again is of
   * no use. Passing troubles of the server are not meant, also when a script met them.
   */
  public static boolean isOfScript(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof RedisCommandExecutionException && message.contains("user_script")) {
        return OF_THE_SERVER.stream().noneMatch(message::contains);
      }
    }
    return false;
  }

  /** Whether it is over by itself after a while, so that trying again is of use. */
  static boolean passes(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (cause instanceof RedisCommandExecutionException) {
      return PASSING.stream().anyMatch(message::startsWith);
    }
    return isBrokenConnection(cause) || message.equals(NODE_LEFT);
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

  /** What the caller is told. */
  static DocketException told(String shown, Throwable cause) {
    if (cause instanceof DocketException known) {
      return known;
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

  /** Without what futures put around it. */
  static Throwable unwrapped(Throwable thrown) {
    boolean wrapper = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wrapper && thrown.getCause() != null ? thrown.getCause() : thrown;
  }
}
