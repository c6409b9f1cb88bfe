package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.operations.AuditEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one docket for all browsers that look at it: each distinct {@link Reading} once per its
 * interval, on one thread, and nothing at all while nobody watches. Safe for use by several
 * threads.
 */
public final class DocketFeed {

  private static final Logger LOG = LoggerFactory.getLogger(DocketFeed.class);
  private static final long TICK_MILLIS = 1000;
  private static final Duration LONGEST_SILENCE = Duration.ofSeconds(3);

  private final Docket docket;
  private final ScheduledExecutorService reader;
  private final Executor pushers;
  private final Pulse.Meter pulse = new Pulse.Meter();
  private final AuditTrail audit = new AuditTrail();
  private final Silence silence = new Silence();

  private final ReentrantLock lock = new ReentrantLock();
  // Both guarded by lock.
  private final Map<Reading<?>, Channel<?>> channels = new LinkedHashMap<>();
  private @Nullable ScheduledFuture<?> ticking;

  /** Reads on the one, which has a single thread, and tells on the other. */
  DocketFeed(Docket docket, ScheduledExecutorService reader, Executor pushers) {
    this.docket = docket;
    this.reader = reader;
    this.pushers = pushers;
  }

  /** Returns the docket that it reads. */
  public Docket docket() {
    return docket;
  }

  /** Returns the name of the docket. */
  public String name() {
    return docket.name();
  }

  /** The figures that every page shows, with their course while somebody watched. */
  public Reading<Pulse> pulse() {
    return pulse;
  }

  /** What was done lately, newest first. */
  public Reading<List<AuditEntry>> audit() {
    return audit;
  }

  /**
   * Watches a reading. The viewer is told the last value at once when it is fresh, then each new
   * one, on a thread of the dashboard; one that is slow is told the latest only.
   */
  public <T> Watch watch(Reading<T> reading, Consumer<Seen<T>> viewer) {
    Viewer<T> added = new Viewer<>(viewer, pushers);
    lock.lock();
    try {
      Channel<T> channel = channel(reading);
      channel.add(added);
      if (ticking == null) {
        silence.forget();
        ticking = reader.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
      } else if (!channel.isFresh()) {
        reader.execute(this::tick);
      }
    } finally {
      lock.unlock();
    }
    return () -> unwatch(reading, added);
  }

  /** Reads something once, aside: who asks does not wait. Tells on a thread of the dashboard. */
  public <T> void ask(Function<Docket, T> what, Consumer<Seen<T>> answer) {
    try {
      pushers.execute(() -> answer.accept(seen(what)));
    } catch (RejectedExecutionException e) {
      LOG.debug("The dashboard has been closed");
    }
  }

  /** Reads everything that is watched again, at once: somebody has changed something. */
  public void refresh() {
    lock.lock();
    try {
      channels.values().forEach(Channel::makeStale);
      if (ticking != null) {
        reader.execute(this::tick);
      }
    } catch (RejectedExecutionException e) {
      LOG.debug("The dashboard has been closed");
    } finally {
      lock.unlock();
    }
  }

  /** Whether Redis owes an answer for so long that there is no point in asking it more. */
  public boolean isSilent() {
    return silence.lasts().compareTo(LONGEST_SILENCE) >= 0;
  }

  /**
   * Tells all that watch when Redis does not answer: a read may wait long until it gives up. Called
   * every second, by another thread than the one that reads.
   */
  void tellSilence() {
    if (isSilent()) {
      String trouble = "Redis has not answered for more than " + rounded(silence.lasts()) + " s.";
      watchedNow().forEach(channel -> channel.tell(trouble));
    }
  }

  /** A page is not to speak up every second. */
  private static long rounded(Duration silence) {
    long seconds = silence.toSeconds();
    return seconds < 10 ? LONGEST_SILENCE.toSeconds() : seconds / 10 * 10;
  }

  /** How many readings are watched, for tests and figures. */
  public int watched() {
    lock.lock();
    try {
      return channels.size();
    } finally {
      lock.unlock();
    }
  }

  @SuppressWarnings("unchecked") // A channel is stored under its own reading only.
  private <T> Channel<T> channel(Reading<T> reading) {
    return (Channel<T>) channels.computeIfAbsent(reading, r -> new Channel<>(reading));
  }

  private <T> void unwatch(Reading<T> reading, Viewer<T> viewer) {
    lock.lock();
    try {
      if (channels.get(reading) instanceof Channel<?> channel && channel.remove(viewer)) {
        channels.remove(reading);
      }
      if (channels.isEmpty() && ticking != null) {
        ticking.cancel(false);
        ticking = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    for (Channel<?> channel : watchedNow()) {
      if (channel.isFresh()) {
        continue;
      }
      if (channel.reading().isLong()) {
        readAside(channel);
      } else {
        read(channel);
      }
    }
  }

  /** What takes long says nothing about whether Redis answers. */
  private void readAside(Channel<?> channel) {
    if (channel.begins()) {
      pushers.execute(
          () -> {
            try {
              tell(channel);
            } finally {
              channel.ends();
            }
          });
    }
  }

  private List<Channel<?>> watchedNow() {
    lock.lock();
    try {
      return List.copyOf(channels.values());
    } finally {
      lock.unlock();
    }
  }

  private void read(Channel<?> channel) {
    silence.asks();
    if (tell(channel)) {
      silence.answered();
    } else {
      silence.gaveUp();
    }
  }

  /** Reads and tells; says whether it could be read. */
  private <T> boolean tell(Channel<T> channel) {
    long asked = channel.wanted();
    Seen<T> seen = seen(channel.reading()::read);
    channel.tell(seen, asked);
    return seen.trouble() == null;
  }

  private <T> Seen<T> seen(Function<Docket, T> how) {
    try {
      return new Seen<>(how.apply(docket), Instant.now(), null);
    } catch (RuntimeException e) {
      LOG.debug("Could not read docket {}", name(), e);
      String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      return new Seen<>(null, Instant.now(), message);
    }
  }
}
