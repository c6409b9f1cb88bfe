package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.local.LocalRedis;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WithoutRedisTest extends PageTest {

  private static final String TROUBLE = "This page could not be brought up to date";

  private static final Pattern SILENCE =
      Pattern.compile("Redis has not answered for more than (3|\\d+0) s\\. It goes on trying\\.");

  /** Less than the ten seconds after which a command to Redis gives up. */
  private static final Duration AT_ONCE = Duration.ofSeconds(9);

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

  @ParameterizedTest
  @ValueSource(classes = {ExecutionsPage.class, StrikesPage.class, OverviewPage.class})
  void a_page_that_is_opened_then_does_not_wait(Class<? extends Component> page) {
    redis.pause();
    long start = System.nanoTime();

    open(page, Map.of("place", "queued", "task", "trace"));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    assertThat(text()).contains("Reading from Redis…");
    eventuallyShows(TROUBLE);
    assertThat(text()).doesNotContain("Reading from Redis…");
  }

  /** Looks through 10,000 by itself. */
  @Test
  void a_search_that_goes_on_then_does_not_wait() {
    away.addAll(
        IntStream.range(0, 10_500)
            .mapToObj(n -> new Placement(new Trace("x"), later().withKey("k-" + n)))
            .toList());
    open(ExecutionsPage.class, Map.of("place", "scheduled", "q", "k-10400"));
    eventuallyShows("Search further");
    redis.pause();
    long start = System.nanoTime();

    test(find(Button.class).withText("Search further").single()).click();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
    assertThat(text()).contains("Searching…");
    eventuallyShows(TROUBLE);
    redis.resume();
    eventuallyShows("1 shown");
  }

  private static Schedule later() {
    return Schedule.in(Duration.ofHours(1));
  }

  @Test
  void a_docket_that_is_closed_under_its_pages_says_so() {
    away.close();

    open(ExecutionsPage.class, Map.of("place", "scheduled", "q", "later"));

    eventuallyShows(TROUBLE);
    eventuallyShows("Docket away is closed");
  }

  @Test
  void the_foot_says_soon_that_there_is_no_answer() {
    open(OverviewPage.class, Map.of());
    eventually(() -> text().contains("Live"));

    redis.pause();

    eventuallyShows("No answer from Redis");
    eventually(() -> SILENCE.matcher(text()).find());
    redis.resume();
    eventually(() -> text().contains("Live"));
    eventually(() -> !text().contains(TROUBLE));
  }
}
