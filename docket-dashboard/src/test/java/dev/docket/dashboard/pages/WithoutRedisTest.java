package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WithoutRedisTest extends PageTest {

  private static final String TROUBLE = "This page could not be brought up to date";

  private final LocalRedis redis = LocalRedis.builder().arguments("--appendonly", "yes").start();
  private final Docket away = Docket.connect(redis.url(), "away");

  @Override
  DashboardOptions options(DashboardOptions defaults) {
    return DashboardOptions.of(away);
  }

  @AfterEach
  void closeRedis() {
    redis.resume();
    feeds.close();
    away.close();
    redis.close();
  }

  @Test
  void executions_that_are_opened_then_come_when_redis_is_back() {
    away.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    redis.pause();

    open(ExecutionsPage.class, Map.of("place", "scheduled", "q", "later"));

    eventuallyShows(TROUBLE);
    assertThat(text()).contains("Everything on the docket").doesNotContain("Nothing matches");
    redis.resume();
    eventuallyShows("1 shown");
    eventually(() -> !text().contains(TROUBLE));
  }

  @Test
  void the_foot_says_soon_that_there_is_no_answer() {
    open(OverviewPage.class, Map.of());
    eventually(() -> text().contains("Live"));

    redis.pause();

    eventuallyShows("No answer from Redis");
    assertThat(text()).contains("Redis has not answered for more than 3 s. It goes on trying.");
    redis.resume();
    eventually(() -> text().contains("Live"));
    eventually(() -> !text().contains(TROUBLE));
  }
}
