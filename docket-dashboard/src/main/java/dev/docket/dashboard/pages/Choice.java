package dev.docket.dashboard.pages;

import com.vaadin.flow.component.combobox.ComboBox;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A field that offers values and takes others too; empty for none. */
final class Choice extends ComboBox<String> {

  private static final long serialVersionUID = 1;

  private transient List<String> offered = List.of();

  Choice(String placeholder) {
    setPlaceholder(placeholder);
    setClearButtonVisible(true);
    setAllowCustomValue(true);
  }

  /** Offers other values; what is chosen stays. */
  void offer(List<String> values) {
    if (!values.equals(offered)) {
      offered = values;
      choose(chosen());
    }
  }

  /** Chooses a value that may be none of the offered; empty for none. */
  void choose(String value) {
    setItems(
        value.isEmpty() || offered.contains(value)
            ? offered
            : Stream.concat(Stream.of(value), offered.stream()).toList());
    setValue(value.isEmpty() ? null : value);
  }

  /** What is chosen; empty when nothing is. */
  String chosen() {
    return Objects.requireNonNullElse(getValue(), "");
  }
}
