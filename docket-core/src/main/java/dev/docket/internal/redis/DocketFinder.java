package dev.docket.internal.redis;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScanArgs;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds the dockets on a Redis by the keys that every one of them has. */
public final class DocketFinder {

  /** Begins as few other keys as can be, and so keeps the records of executions away. */
  private static final String PATTERN = "{*}:[sw]*";

  private static final Set<String> TELLING = Set.of("stream", "schedule", "strikes", "workers");
  private static final int STEP = 2000;

  private DocketFinder() {}

  /** The names, in order. */
  public static List<String> find(String url) {
    try (RedisLink link = RedisLink.open(url, "The search for dockets")) {
      Set<String> names = new TreeSet<>();
      ScanArgs args = ScanArgs.Builder.matches(PATTERN).limit(STEP);
      KeyScanCursor<String> cursor = link.await(link.commands().scan(args));
      collect(cursor, names);
      while (!cursor.isFinished()) {
        cursor = link.await(link.commands().scan(cursor, args));
        collect(cursor, names);
      }
      return List.copyOf(names);
    }
  }

  private static void collect(KeyScanCursor<String> cursor, Set<String> names) {
    for (String key : cursor.getKeys()) {
      int end = key.indexOf("}:");
      if (TELLING.contains(key.substring(end + 2))) {
        names.add(key.substring(1, end));
      }
    }
  }
}
