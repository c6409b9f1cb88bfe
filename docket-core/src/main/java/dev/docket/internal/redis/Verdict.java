package dev.docket.internal.redis;

/** What a claim decided about one delivery. */
public sealed interface Verdict {

  /** It runs under this epoch; redelivered: an earlier delivery started and did not end. */
  record Started(long epoch, boolean redelivered) implements Verdict {}

  /** The message no longer stands for its execution, and is gone; or it is another worker's. */
  record Stale() implements Verdict {}

  /** Its cancel had been requested. */
  record Cancelled() implements Verdict {}

  /** It waits in the line of a concurrency set. */
  record Parked(String set) implements Verdict {}

  /** A rate limit or a debounce moved it to a later time (ms since the epoch). */
  record Later(long due) implements Verdict {}

  /** A cooldown, a dropping rate limit or a debounce cancelled it. */
  record Dropped(String why) implements Verdict {}

  static Verdict of(String line) {
    int space = line.indexOf(' ');
    String word = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space + 1);
    return switch (word) {
      case "started" -> {
        int second = rest.indexOf(' ');
        yield new Started(Long.parseLong(rest, 0, second, 10), rest.charAt(second + 1) == '1');
      }
      case "stale" -> new Stale();
      case "cancelled" -> new Cancelled();
      case "parked" -> new Parked(rest);
      case "later" -> new Later((long) Double.parseDouble(rest));
      case "dropped" -> new Dropped(rest);
      default -> throw new IllegalStateException("Unknown verdict of a claim: " + line);
    };
  }
}
