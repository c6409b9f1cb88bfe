package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.docket.dashboard.ui.Html;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Rows, or cards, that come and go. One that stays is the same piece of the page all the time, so
 * that what is focused or selected in it stays so.
 */
final class Rows<T> {

  /** One of them. */
  interface Row<T> {

    Component component();

    /** Shows what has become of what it shows. */
    void show(T fresh);

    /** One that never changes. */
    static <T> Row<T> fixed(Component component) {
      return new Row<>() {
        @Override
        public Component component() {
          return component;
        }

        @Override
        public void show(T fresh) {}
      };
    }
  }

  private final Div box;
  private final Function<T, Object> identity;
  private final Function<T, Row<T>> maker;
  private Map<Object, Row<T>> shown = new LinkedHashMap<>();

  /** Two things with the same identity are the same row; the maker makes one that shows nothing. */
  Rows(String classes, Function<T, Object> identity, Function<T, Row<T>> maker) {
    this.box = Html.div(classes);
    this.identity = identity;
    this.maker = maker;
  }

  Div component() {
    return box;
  }

  /** Forgets all of them: they are about something else. */
  void clear() {
    shown.clear();
    box.removeAll();
  }

  /** Shows these, in this order. */
  void show(List<T> fresh) {
    Map<Object, T> wanted = identified(fresh);
    Map<Object, Row<T>> next = new LinkedHashMap<>();
    shown.forEach(
        (id, row) -> {
          if (!wanted.containsKey(id)) {
            box.remove(row.component());
          }
        });
    wanted.forEach(
        (id, one) -> {
          Row<T> row = shown.containsKey(id) ? shown.get(id) : maker.apply(one);
          place(Objects.requireNonNull(row), next.size());
          row.show(one);
          next.put(id, row);
        });
    shown = next;
  }

  @SuppressWarnings("ReferenceEquality") // the very piece of the page
  private void place(Row<T> row, int index) {
    boolean there = index < box.getComponentCount() && box.getComponentAt(index) == row.component();
    if (!there) {
      box.addComponentAtIndex(index, row.component());
    }
  }

  /** Those with the same identity are told apart by their order. */
  private Map<Object, T> identified(List<T> fresh) {
    Map<Object, T> identified = new LinkedHashMap<>();
    Map<Object, Integer> times = new HashMap<>();
    for (T one : fresh) {
      Object id = identity.apply(one);
      identified.put(List.of(id, times.merge(id, 1, Integer::sum)), one);
    }
    return identified;
  }
}
