package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feeds of one dashboard, with its threads: one that reads per docket, one that says when Redis
 * is silent, and those that tell the pages. Does not close the dockets.
 */
public final class Feeds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

  private final DashboardOptions options;
  private final Map<String, DocketFeed> feeds = new LinkedHashMap<>();
  private final List<ScheduledExecutorService> readers = new ArrayList<>();
  private final ScheduledExecutorService watchdog =
      Executors.newSingleThreadScheduledExecutor(daemons("docket-dashboard-watchdog"));
  private final ExecutorService pushers =
      Executors.newThreadPerTaskExecutor(
          Thread.ofVirtual().name("docket-dashboard-push-", 0).factory());

  /** Makes a feed for each docket of the options. */
  public Feeds(DashboardOptions options) {
    this.options = options;
    for (Docket docket : options.dockets()) {
      ScheduledExecutorService reader =
          Executors.newSingleThreadScheduledExecutor(daemons("docket-dashboard-read"));
      readers.add(reader);
      feeds.put(docket.name(), new DocketFeed(docket, reader, pushers));
    }
    watchdog.scheduleWithFixedDelay(this::tellSilence, 1, 1, TimeUnit.SECONDS);
  }

  private void tellSilence() {
    feeds.values().forEach(DocketFeed::tellSilence);
  }

  /** Returns the options of the dashboard. */
  public DashboardOptions options() {
    return options;
  }

  /** Returns the names of the dockets, in the order of the options. */
  public List<String> names() {
    return List.copyOf(feeds.keySet());
  }

  /** Returns the feed of a docket. */
  public Optional<DocketFeed> feed(String docket) {
    return Optional.ofNullable(feeds.get(docket));
  }

  /** Returns the feed of the docket that is shown first. */
  public DocketFeed first() {
    return feeds.values().iterator().next();
  }

  /** Waits a little for the readers, whose class loader may be gone afterwards. */
  @Override
  public void close() {
    watchdog.shutdownNow();
    readers.forEach(ExecutorService::shutdownNow);
    pushers.shutdownNow();
    try {
      for (ExecutorService reader : readers) {
        if (!reader.awaitTermination(2, TimeUnit.SECONDS)) {
          LOG.warn("A reader of the dashboard still waits for Redis; it ends when that answers");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static ThreadFactory daemons(String name) {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
