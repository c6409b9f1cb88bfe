package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a page that is made anew only when what it shows has changed: what is focused or
 * selected in it stays so, whatever changes around it.
 */
final class Part extends Div {

  private static final long serialVersionUID = 1;

  private transient @Nullable Object shown;

  Part() {
    addClassName("part");
  }

  /** Shows something in this way; null shows nothing. */
  <T> void show(@Nullable T what, Function<T, Component> how) {
    if (Objects.equals(what, shown)) {
      return;
    }
    shown = what;
    removeAll();
    if (what != null) {
      add(how.apply(what));
    }
  }
}
