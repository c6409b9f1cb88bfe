package dev.docket.dashboard.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import dev.docket.Docket;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Seen;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads something once for a window, which goes on meanwhile. */
public final class Aside {

  private Aside() {}

  /** Reads; then tells what was seen, with the session's lock, if the window is still there. */
  public static <T> void read(
      DocketFeed feed, UI ui, Function<Docket, T> what, Consumer<Seen<T>> then) {
    feed.ask(
        what,
        seen -> {
          try {
            ui.access(() -> then.accept(seen));
          } catch (UIDetachedException e) {
            // The window is gone; nobody waits for it.
          }
        });
  }
}
