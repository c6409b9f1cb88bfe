package dev.docket.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.operations.AuditEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DocketFeedTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());
  private final Feeds feeds = new Feeds(DashboardOptions.of(docket));
  private final DocketFeed feed = feeds.first();

  /** Counts how often it is read, and by which threads. */
  private static final class Counted implements Reading<Integer> {

    final AtomicInteger reads = new AtomicInteger();
    final Set<String> threads = ConcurrentHashMap.newKeySet();

    @Override
    public Integer read(Docket docket) {
      threads.add(Thread.currentThread().getName());
      docket.snapshot();
      return reads.incrementAndGet();
    }
  }

  @AfterEach
  void close() {
    feeds.close();
    docket.close();
  }

  @Test
  void twenty_viewers_cost_as_many_reads_as_one() {
    Counted reading = new Counted();
    List<Set<Integer>> seen = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < 20; i++) {
      Set<Integer> values = ConcurrentHashMap.newKeySet();
      seen.add(values);
      feed.watch(reading, s -> values.add(s.value()));
    }

    await()
        .atMost(PATIENCE)
        .until(() -> seen.stream().allMatch(values -> values.stream().anyMatch(n -> n >= 3)));

    int reads = reading.reads.get();
    long tenths = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100;
    assertThat(reads).as("one per second, not twenty").isLessThanOrEqualTo((int) (tenths / 9 + 2));
    assertThat(seen).allSatisfy(v -> assertThat(v).allMatch(n -> n <= reading.reads.get()));
    assertThat(reading.threads).hasSize(1);
    assertThat(feed.watched()).isEqualTo(1);
  }

  @Test
  void an_audit_log_to_which_nothing_was_added_is_not_read_again() {
    docket.operations().audit("ops", "cancel", "k-1", "Cancelled");
    List<AuditEntry> before = feed.audit().read(docket);

    assertThat(feed.audit().read(docket)).as("the very list").isSameAs(before).hasSize(1);

    docket.operations().audit("ops", "cancel", "k-2", "Cancelled");
    assertThat(feed.audit().read(docket))
        .extracting(AuditEntry::target)
        .containsExactly("k-2", "k-1");
  }

  @Test
  void a_long_reading_holds_up_no_other_and_is_no_silence() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    Reading<String> slow =
        new Reading<>() {
          @Override
          public String read(Docket docket) {
            begun.incrementAndGet();
            awaitQuietly(release);
            return "read";
          }

          @Override
          public boolean isLong() {
            return true;
          }
        };
    Counted quick = new Counted();
    Set<String> told = ConcurrentHashMap.newKeySet();
    feed.watch(slow, s -> told.add(s.value()));
    feed.watch(quick, s -> {});

    await().atMost(PATIENCE).until(() -> quick.reads.get() >= 3);
    assertThat(begun).as("one at a time").hasValue(1);
    assertThat(feed.isSilent()).isFalse();
    release.countDown();
    await().atMost(PATIENCE).until(() -> told.contains("read"));
  }

  private static void awaitQuietly(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void nothing_is_read_when_nobody_looks() {
    Counted reading = new Counted();
    Counted other = new Counted();
    Watch first = feed.watch(reading, s -> {});
    Watch second = feed.watch(reading, s -> {});
    await().atMost(PATIENCE).until(() -> reading.reads.get() >= 2);

    first.close();
    assertThat(feed.watched()).isEqualTo(1);
    second.close();
    second.close();
    assertThat(feed.watched()).isZero();
    // One read may be under way; after it, the same thread would have read this three times more.
    Watch later = feed.watch(other, s -> {});
    await().atMost(PATIENCE).until(() -> other.reads.get() >= 1);
    int reads = reading.reads.get();
    await().atMost(PATIENCE).until(() -> other.reads.get() >= 3);
    assertThat(reading.reads).hasValue(reads);
    later.close();
  }

  @Test
  void who_comes_later_is_told_the_last_value_at_once() throws InterruptedException {
    Reading<Integer> rare =
        new Reading<>() {
          @Override
          public Integer read(Docket docket) {
            return 42;
          }

          @Override
          public Duration every() {
            return Duration.ofHours(1);
          }
        };
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(1);
    feed.watch(rare, s -> first.countDown());
    assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();

    feed.watch(rare, s -> second.countDown());

    assertThat(second.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void after_an_action_everything_watched_is_read_at_once() {
    AtomicInteger reads = new AtomicInteger();
    Reading<Integer> rare =
        new Reading<>() {
          @Override
          public Integer read(Docket docket) {
            return reads.incrementAndGet();
          }

          @Override
          public Duration every() {
            return Duration.ofHours(1);
          }
        };
    feed.watch(rare, s -> {});
    await().atMost(PATIENCE).until(() -> reads.get() == 1);

    feed.refresh();

    await().atMost(PATIENCE).until(() -> reads.get() == 2);
  }

  @Test
  void after_an_action_during_a_read_everything_watched_is_read_once_more() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger begun = new AtomicInteger();
    List<Integer> told = new CopyOnWriteArrayList<>();
    Reading<Integer> rare =
        new Reading<>() {
          @Override
          public Integer read(Docket docket) {
            int read = begun.incrementAndGet();
            untilCountedDown(release);
            return read;
          }

          @Override
          public Duration every() {
            return Duration.ofHours(1);
          }
        };
    feed.watch(rare, s -> told.add(s.value()));
    await().atMost(PATIENCE).until(() -> begun.get() == 1);

    feed.refresh();
    release.countDown();

    await().atMost(PATIENCE).until(() -> told.contains(2));
  }

  @Test
  void trouble_is_told_and_ends_by_itself() {
    AtomicInteger reads = new AtomicInteger();
    CountDownLatch first = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    feed.watch(
        d -> {
          if (reads.incrementAndGet() == 1) {
            throw new IllegalStateException("Redis is away");
          }
          untilCountedDown(first); // Else a viewer that is slow is told of the second read only.
          return "here";
        },
        s -> {
          told.add(s.trouble() == null ? s.value() : s.trouble());
          first.countDown();
        });

    await().atMost(PATIENCE).until(() -> told.contains("here"));
    assertThat(told.getFirst()).isEqualTo("Redis is away");
  }

  @Test
  void silence_is_told_before_a_read_gives_up_and_ends_by_itself() {
    CountDownLatch answer = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    List<String> rare = new CopyOnWriteArrayList<>();
    feed.watch(Readings.DAY, s -> rare.add(s.trouble() == null ? "here" : s.trouble()));
    await().atMost(PATIENCE).until(() -> rare.contains("here"));
    feed.watch(
        d -> {
          untilCountedDown(answer);
          return "here";
        },
        s -> told.add(s.trouble() == null ? s.value() : s.trouble()));

    await().atMost(PATIENCE).until(() -> !told.isEmpty());
    assertThat(told.getFirst()).matches("Redis has not answered for more than (3|\\d+0) s\\.");
    assertThat(feed.isSilent()).isTrue();
    await().atMost(PATIENCE).until(() -> rare.getLast().startsWith("Redis has not answered"));

    answer.countDown();
    await().atMost(PATIENCE).until(() -> told.getLast().equals("here"));
    await().atMost(PATIENCE).until(() -> rare.getLast().equals("here"));
    assertThat(feed.isSilent()).isFalse();
  }

  @Test
  void a_viewer_that_fails_or_is_slow_does_not_stop_the_others() {
    Counted reading = new Counted();
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    feed.watch(
        reading,
        s -> {
          throw new IllegalStateException("broken page");
        });
    feed.watch(reading, s -> untilCountedDown(never));
    feed.watch(reading, s -> told.incrementAndGet());

    await().atMost(PATIENCE).until(() -> told.get() >= 3);
    never.countDown();
  }

  private static void untilCountedDown(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
