package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a test costs. The calls of Redis are counted, because a busy machine changes nothing about
 * them; of the times the best of many is held to a loose bound. {@code mvn -Pfigures} measures.
 */
class TestDurationTest {

  private static final int TESTS = 100;
  private static final int MONTHS = 5;

  record Ping(int number) implements Task {}

  private static final List<Duration> took = Collections.synchronizedList(new ArrayList<>());

  /** How many scripts Redis had run when each test began. */
  private static final List<Long> calls = Collections.synchronizedList(new ArrayList<>());

  private static void countCalls(TestRedis redis) {
    RedisClient client = RedisClient.create(redis.url());
    try (var connection = client.connect()) {
      calls.add(
          connection
              .sync()
              .info("commandstats")
              .lines()
              .filter(line -> line.startsWith("cmdstat_evalsha:calls="))
              .map(line -> line.replaceFirst("cmdstat_evalsha:calls=", "").replaceFirst(",.*", ""))
              .mapToLong(Long::parseLong)
              .sum());
    } finally {
      client.shutdown();
    }
  }

  /** From the second test to the last, what lies between them included. */
  private static long callsOfEach() {
    return (calls.getLast() - calls.get(1)) / (calls.size() - 2);
  }

  /** The longer it takes, the more heartbeats there are. */
  private static long callsOfTheQuickest() {
    return IntStream.range(1, calls.size())
        .mapToLong(n -> calls.get(n) - calls.get(n - 1))
        .min()
        .orElseThrow();
  }

  @Test
  void a_small_test_takes_milliseconds_and_a_dozen_calls() {
    took.clear();
    calls.clear();

    Samples.pass(Small.class);

    assertThat(callsOfEach()).isLessThanOrEqualTo(12);
    assertThat(Collections.min(took)).isLessThan(Duration.ofMillis(50));
  }

  @ExtendWith(DocketExtension.class)
  static class Small {
    @RepeatedTest(TESTS)
    void runs_a_task(Docket docket, Worker worker, TestRedis redis, RepetitionInfo repetition) {
      int number = repetition.getCurrentRepetition();
      if (number <= 2 || number == TESTS) {
        countCalls(redis);
      } else {
        calls.add(calls.getLast());
      }
      long start = System.nanoTime();
      docket.register(Ping.class, ping -> {});
      docket.add(new Ping(number));
      worker.runUntilFinished();
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
  }

  @Test
  void a_month_of_a_hundred_tasks_takes_moments_and_five_calls_for_each() {
    took.clear();
    calls.clear();

    Samples.pass(Month.class);

    assertThat(callsOfTheQuickest()).isLessThanOrEqualTo(100 * 5 + 40);
    assertThat(Collections.min(took)).isLessThan(Duration.ofSeconds(3));
  }

  @ExtendWith(DocketExtension.class)
  static class Month {
    @RepeatedTest(MONTHS)
    void goes_by(Docket docket, Worker worker, TestRedis redis) {
      countCalls(redis);
      docket.register(Ping.class, ping -> {});
      for (int n = 1; n <= 100; n++) {
        docket.add(new Ping(n), Schedule.in(Duration.ofHours(7L * n)));
      }

      long start = System.nanoTime();
      worker.runUntilFinished();
      took.add(Duration.ofNanos(System.nanoTime() - start));
    }
  }
}
