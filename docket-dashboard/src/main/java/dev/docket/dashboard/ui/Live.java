package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.shared.Registration;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Reading;
import dev.docket.dashboard.feed.Seen;
import dev.docket.dashboard.feed.Watch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows a reading in a component while it is attached and the window is not paused. Used with the
 * session's lock, but for what the feed calls.
 */
public final class Live<T> {

  private final Component owner;
  private final Consumer<Seen<T>> shower;
  private @Nullable DocketFeed feed;
  private @Nullable Reading<T> reading;
  private @Nullable Watch watch;
  // What was told since this was opened and is not shown yet; null while closed.
  private @Nullable AtomicReference<@Nullable Seen<T>> latest;
  private @Nullable Registration pausing;
  private boolean waits;

  /** Shows in this component, with the session's lock. */
  public Live(Component owner, Consumer<Seen<T>> shower) {
    this.owner = owner;
    this.shower = shower;
    owner.addAttachListener(e -> attach(e.getUI()));
    owner.addDetachListener(e -> detach());
    owner.getUI().ifPresent(this::attach);
  }

  /** Shows another reading from now on. */
  public void watch(DocketFeed feed, Reading<T> reading) {
    if (feed == this.feed && reading.equals(this.reading)) {
      return;
    }
    this.feed = feed;
    this.reading = reading;
    waits = true;
    owner.getUI().ifPresent(this::reopen);
  }

  /** Shows nothing further until {@link #watch} is called again. */
  public void unwatch() {
    close();
    feed = null;
    reading = null;
    waits = false;
  }

  /** Whether nothing of the reading has been told yet. */
  public boolean isWaiting() {
    return waits;
  }

  private void attach(UI ui) {
    detach();
    pausing = LiveSwitch.of(ui).onChange(() -> pauseOrFollow(ui));
    reopen(ui);
  }

  /** What is waited for is still shown when the window is paused; what is there stands still. */
  private void pauseOrFollow(UI ui) {
    if (!LiveSwitch.of(ui).isPaused()) {
      reopen(ui);
    } else if (!waits) {
      close();
    }
  }

  private void detach() {
    close();
    if (pausing != null) {
      pausing.remove();
      pausing = null;
    }
  }

  private void close() {
    latest = null;
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  private void reopen(UI ui) {
    close();
    if (feed != null && reading != null) {
      AtomicReference<@Nullable Seen<T>> fresh = new AtomicReference<>();
      latest = fresh;
      watch = feed.watch(reading, seen -> seen(ui, fresh, seen));
    }
  }

  /** On a thread of the feed. What the window has not shown yet is replaced, not queued. */
  private void seen(UI ui, AtomicReference<@Nullable Seen<T>> told, Seen<T> seen) {
    if (told.getAndSet(seen) != null) {
      return;
    }
    try {
      ui.access(() -> show(ui, told));
    } catch (UIDetachedException e) {
      told.set(null);
    }
  }

  /**
   * Shows nothing that is under way from what was watched before, such as the same of another
   * docket. A paused window is shown a new page once.
   */
  @SuppressWarnings("ReferenceEquality") // of the very watch that is open now
  private void show(UI ui, AtomicReference<@Nullable Seen<T>> told) {
    Seen<T> seen = told.getAndSet(null);
    if (seen == null || told != latest) {
      return;
    }
    waits = false;
    shower.accept(seen);
    if (LiveSwitch.of(ui).isPaused()) {
      close();
    }
  }
}
