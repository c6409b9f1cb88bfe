package dev.docket.dashboard.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.server.VaadinSession;
import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.FeedOf;
import dev.docket.dashboard.feed.Reading;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LiveSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveTest extends PageTest {

  /** The same for every docket, like most readings of the pages. */
  private static final Reading<String> NAME = Docket::name;

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Docket other =
      Docket.connect("memory://dashboard-tests", "other" + UUID.randomUUID());
  private final Div page = new Div();
  private final List<String> shown = new ArrayList<>();
  private Live<String> live;

  @Override
  DashboardOptions options(DashboardOptions defaults) {
    return DashboardOptions.of(docket, other);
  }

  @BeforeEach
  void openPage() {
    // A window without a page: nothing but this is told anything.
    UI.getCurrent().removeAll();
    UI.getCurrent().add(page);
    live = new Live<>(page, seen -> shown.add(seen.value()));
  }

  @AfterEach
  void closeOther() {
    other.close();
  }

  private DocketFeed ofTheOther() {
    return feeds.feed(other.name()).orElseThrow();
  }

  /** The test has the lock of the session, so what is told waits. */
  private void untilSomethingIsUnderWay() {
    await()
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> !VaadinSession.getCurrent().getPendingAccessQueue().isEmpty());
  }

  @Test
  void what_is_under_way_of_one_docket_is_not_shown_for_another() {
    BlockingQueue<Runnable> underWay = new LinkedBlockingQueue<>();
    try (ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor()) {
      live.watch(FeedOf.docket(docket, reader, underWay::add), NAME);
      await().atMost(PATIENCE).until(() -> !underWay.isEmpty());

      live.watch(ofTheOther(), NAME);
      underWay.forEach(Runnable::run);

      eventually(() -> shown.contains(other.name()));
      assertThat(shown).doesNotContain(docket.name());
      reader.shutdownNow();
    }
  }

  @Test
  void nothing_is_read_or_shown_any_more_once_it_is_paused() {
    live.watch(feeds.first(), NAME);
    eventually(() -> !shown.isEmpty());
    untilSomethingIsUnderWay();
    int before = shown.size();

    LiveSwitch.of(UI.getCurrent()).pause(true);

    assertThat(feeds.first().watched()).isZero();
    eventually(() -> VaadinSession.getCurrent().getPendingAccessQueue().isEmpty());
    assertThat(shown).hasSize(before);
    LiveSwitch.of(UI.getCurrent()).pause(false);
    eventually(() -> shown.size() > before);
  }

  @Test
  void what_is_waited_for_is_shown_once_although_it_is_paused() {
    live.watch(feeds.first(), NAME);

    LiveSwitch.of(UI.getCurrent()).pause(true);

    eventually(() -> shown.equals(List.of(docket.name())));
    assertThat(feeds.first().watched()).isZero();
    live.watch(ofTheOther(), NAME);
    eventually(() -> shown.equals(List.of(docket.name(), other.name())));
    assertThat(ofTheOther().watched()).isZero();
  }
}
