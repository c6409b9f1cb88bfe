package dev.docket.internal.worker;

import dev.docket.internal.redis.Keys;
import dev.docket.internal.redis.RedisLink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Interrupts runs whose cancel is asked for over the channel. What it does not find it remembers
 * until the next renewal of leases: the run may be about to start here.
 */
final class CancellationListener {

  private final Runs runs;
  private final Map<String, Long> early = new ConcurrentHashMap<>();
  private volatile List<AutoCloseable> listening = List.of();

  CancellationListener(Runs runs) {
    this.runs = runs;
  }

  void start(RedisLink link, Keys keys) {
    listening = List.of(link.subscribe(keys.cancel(), this::cancelRequested));
  }

  /** Whether a cancel came before its run was known here. */
  boolean cameBefore(Run run) {
    Long epoch = early.remove(run.key());
    return epoch != null && epoch == run.epoch();
  }

  /** Forgets what came early: the renewal that follows tells of the same cancels. */
  void forgetEarly() {
    early.clear();
  }

  void stop() {
    Closing.all(listening);
  }

  private void cancelRequested(String message) {
    int space = message.indexOf(' ');
    long epoch = Long.parseLong(message.substring(0, space));
    String key = message.substring(space + 1);
    boolean found = false;
    for (Run run : runs.all()) {
      if (run.key().equals(key) && run.epoch() == epoch) {
        run.interrupt(Interruption.Reason.CANCEL);
        found = true;
      }
    }
    if (!found) {
      early.put(key, epoch);
    }
  }
}
