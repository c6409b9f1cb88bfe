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
  private final AtomicReference<@Nullable Seen<T>> latest = new AtomicReference<>();
  private @Nullable DocketFeed feed;
  private @Nullable Reading<T> reading;
  private @Nullable Watch watch;
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
    pausing = LiveSwitch.of(ui).onChange(() -> reopen(ui));
    reopen(ui);
  }

  private void detach() {
    close();
    if (pausing != null) {
      pausing.remove();
      pausing = null;
    }
  }

  private void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  private void reopen(UI ui) {
    close();
    latest.set(null);
    if (feed != null && reading != null) {
      Reading<T> wanted = reading;
      watch = feed.watch(wanted, seen -> seen(ui, wanted, seen));
    }
  }

  /** On a thread of the feed. What the window has not shown yet is replaced, not queued. */
  private void seen(UI ui, Reading<T> from, Seen<T> seen) {
    if (latest.getAndSet(seen) != null) {
      return;
    }
    try {
      ui.access(() -> show(ui, from));
    } catch (UIDetachedException e) {
      latest.set(null);
    }
  }

  /** A paused window is shown a new page once. */
  private void show(UI ui, Reading<T> from) {
    Seen<T> seen = latest.getAndSet(null);
    if (seen == null || !from.equals(reading) || watch == null) {
      return;
    }
    waits = false;
    shower.accept(seen);
    if (LiveSwitch.of(ui).isPaused()) {
      close();
    }
  }
}
