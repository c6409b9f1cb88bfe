package dev.docket.internal.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer of XREADGROUP on one stream straight into deliveries, without a map and a name
 * for each field. The answer is a list (RESP 2) or a map (RESP 3) of the stream's name and a list
 * of pairs: an id, and a list of names and values in turn, which is nil for a message that was
 * deleted.
 */
final class DeliveryOutput extends CommandOutput<String, String, List<Delivery>> {

  private enum Field {
    KEY,
    TASK,
    ARGS,
    ATTEMPT,
    WHEN,
    TRACE,
    GEN,
    EPOCH,
    OTHER;

    static Field of(ByteBuffer name) {
      return switch (name.remaining()) {
        case 3 -> (name.get(name.position()) == 'k' ? KEY : GEN).orOther(name);
        case 4 ->
            switch (name.get(name.position())) {
              case 't' -> TASK.orOther(name);
              case 'a' -> ARGS.orOther(name);
              default -> WHEN.orOther(name);
            };
        case 5 -> (name.get(name.position()) == 't' ? TRACE : EPOCH).orOther(name);
        case 7 -> ATTEMPT.orOther(name);
        default -> OTHER;
      };
    }

    private Field orOther(ByteBuffer name) {
      return nameMatches(name) ? this : OTHER;
    }

    private boolean nameMatches(ByteBuffer read) {
      String name = name();
      for (int i = 0; i < name.length(); i++) {
        if (read.get(read.position() + i) != Character.toLowerCase(name.charAt(i))) {
          return false;
        }
      }
      return true;
    }
  }

  private boolean streamNamed;
  private @Nullable String sid;

  /** Names and values of the present message that are still to come; negative before its list. */
  private int left = -1;

  private @Nullable Field field;
  private @Nullable String key;
  private @Nullable String task;
  private String args = "{}";
  private int attempt = 1;
  private long when = -1;
  private String trace = "";
  private boolean placed;
  private boolean claimed;

  /** The task of the message before: most often it is the same. */
  private String lastTask = "";

  DeliveryOutput() {
    super(StringCodec.UTF8, new ArrayList<>());
  }

  @Override
  public void multi(int count) {
    if (sid != null && left < 0) {
      left = Math.max(0, count);
      endWhenRead();
    }
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    if (!streamNamed) {
      streamNamed = bytes != null; // nil: nothing came in time
    } else if (sid == null) {
      sid = bytes == null ? null : text(bytes);
    } else if (left < 0) {
      left = 0; // nil in the place of the list
      endWhenRead();
    } else {
      left--;
      Field named = field;
      if (named == null) {
        field = bytes == null ? Field.OTHER : Field.of(bytes);
      } else {
        field = null;
        if (bytes != null) {
          take(named, bytes);
        }
      }
      endWhenRead();
    }
  }

  private void take(Field named, ByteBuffer bytes) {
    switch (named) {
      case KEY -> key = text(bytes);
      case TASK -> {
        String name = text(bytes);
        task = name.equals(lastTask) ? lastTask : name;
        lastTask = task;
      }
      case ARGS -> args = text(bytes);
      case ATTEMPT -> attempt = (int) number(bytes, 1);
      case WHEN -> when = number(bytes, -1);
      case TRACE -> trace = text(bytes);
      case GEN -> placed = true;
      case EPOCH -> claimed = true;
      case OTHER -> {}
    }
  }

  private void endWhenRead() {
    String id = sid;
    if (left == 0 && id != null) {
      boolean unclaimed = placed && !claimed;
      long due = when >= 0 ? when : written(id);
      output.add(new Delivery(id, key, task, args, attempt, due, trace, unclaimed));
      sid = null;
      left = -1;
      field = null;
      key = null;
      task = null;
      args = "{}";
      attempt = 1;
      when = -1;
      trace = "";
      placed = false;
      claimed = false;
    }
  }

  /** When a message was written, which is when it was due if it does not say so. */
  private static long written(String id) {
    return Long.parseLong(id, 0, id.indexOf('-'), 10);
  }

  private static String text(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return new String(copy, UTF_8);
  }

  /** A message may be written by hand: what is no number counts as absent. */
  private static long number(ByteBuffer bytes, long fallback) {
    try {
      return Long.parseLong(text(bytes));
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
