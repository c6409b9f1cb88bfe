package dev.docket.internal.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The Lua scripts, one constant per resource file. A script names the pieces of {@code lib/} it
 * needs in one line, {@code --! use base, place}; they are put in its place before it is sent.
 */
public enum Script {
  BOUNCE,
  CANCEL,
  CLAIM,
  CLEAR,
  COMPLETE,
  DEPTH,
  ERASE,
  FAREWELL,
  FINISH,
  HANDBACK,
  HEARTBEAT,
  LEAKS,
  LINES,
  LIST,
  OBSERVE,
  PROGRESS,
  PROMOTE,
  QUARANTINE,
  READ,
  RENEW,
  REQUEUE,
  RESCHEDULE,
  REST,
  SCHEDULE,
  SETS,
  SKIP,
  SNAPSHOT,
  START,
  STATUS,
  STRIKE,
  SWEEP,
  UNKNOWN,
  WHEREABOUTS,
  WIDEN;

  private static final String USE = "--! use ";

  private final String source;
  private final String sha;

  Script() {
    this.source = assemble(resource(name().toLowerCase(Locale.ROOT)));
    this.sha = sha1(source);
  }

  String source() {
    return source;
  }

  String sha() {
    return sha;
  }

  private static String assemble(String text) {
    StringBuilder assembled = new StringBuilder();
    for (String line : text.split("\n")) {
      if (line.startsWith(USE)) {
        for (String part : line.substring(USE.length()).split(",")) {
          assembled.append(withoutComments(resource("lib/" + part.strip())));
        }
      } else {
        assembled.append(line).append('\n');
      }
    }
    return withoutComments(assembled.toString());
  }

  private static String withoutComments(String text) {
    StringBuilder code = new StringBuilder();
    for (String line : text.split("\n")) {
      if (!line.isBlank() && !line.strip().startsWith("--")) {
        code.append(line).append('\n');
      }
    }
    return code.toString();
  }

  private static String resource(String name) {
    String path = "lua/" + name + ".lua";
    try (InputStream in = Script.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Missing script " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Unreadable script " + path, e);
    }
  }

  private static String sha1(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
