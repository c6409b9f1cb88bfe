package dev.docket.dashboard.pages;

import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.docket.Strike;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What is to be struck, field by field. */
final class StrikeFields {

  private final Choice task = choice("Task", "Any task");
  private final Choice parameter = choice("Parameter", "Whole task");
  private final Select<Strike.Operator> operator = new Select<>();
  private final TextField value = new TextField("Value, as JSON");
  private final Div fields = Html.div("form", task, parameter, operator, value);
  private final Runnable onChange;
  private List<TaskInfo> known = List.of();
  private boolean filling;

  /** Tells of every change by somebody, and of what is shown. */
  StrikeFields(Runnable onChange) {
    this.onChange = onChange;
    operator.setLabel("Operator");
    operator.setItems(Strike.Operator.values());
    operator.setItemLabelGenerator(Strike.Operator::symbol);
    operator.setValue(Strike.Operator.EQ);
    value.setPlaceholder("42, \"eu-west\", true, [1, 9]");
    value.setValueChangeMode(ValueChangeMode.LAZY);
    task.addValueChangeListener(e -> changed());
    parameter.addValueChangeListener(e -> changed());
    operator.addValueChangeListener(e -> changed());
    value.addValueChangeListener(e -> changed());
    List.<HasSize>of(task, parameter, operator, value).forEach(HasSize::setWidthFull);
  }

  private static Choice choice(String label, String placeholder) {
    Choice choice = new Choice(placeholder);
    choice.setLabel(label);
    choice.addCustomValueSetListener(e -> choice.choose(e.getDetail()));
    return choice;
  }

  Div component() {
    return fields;
  }

  /** Shows what an address says. */
  void show(String taskName, String parameterName, String operatorSymbol, String json) {
    filling = true;
    task.choose(taskName);
    offer();
    parameter.choose(parameterName);
    operator.setValue(parsed(operatorSymbol));
    value.setValue(json);
    filling = false;
    changed();
  }

  private static Strike.Operator parsed(String symbol) {
    try {
      return symbol.isEmpty() ? Strike.Operator.EQ : Strike.Operator.parse(symbol);
    } catch (IllegalArgumentException e) {
      return Strike.Operator.EQ;
    }
  }

  /** Offers these tasks, and the parameters of the one that is chosen. */
  void tasks(List<TaskInfo> infos) {
    if (!infos.equals(known)) {
      known = infos;
      filling = true;
      task.offer(known.stream().map(TaskInfo::name).toList());
      offer();
      filling = false;
    }
  }

  private void offer() {
    String chosen = task.chosen();
    parameter.offer(
        List.copyOf(
            new TreeSet<>(
                known.stream()
                    .filter(t -> chosen.isEmpty() || t.name().equals(chosen))
                    .flatMap(t -> t.parameters().stream())
                    .toList())));
  }

  private void changed() {
    if (filling) {
      return;
    }
    filling = true;
    offer();
    filling = false;
    boolean whole = parameter.chosen().isEmpty();
    operator.setVisible(!whole);
    value.setVisible(!whole);
    value.setInvalid(false);
    onChange.run();
  }

  /** What the fields say now; empty while something is missing. */
  Optional<Strike> strike() {
    String name = task.getValue();
    String by = parameter.getValue();
    if (by == null) {
      return Optional.ofNullable(name).map(Strike::task);
    }
    if (value.getValue().isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Strike(name, by, operator.getValue(), Json.read(value.getValue())));
    } catch (IllegalArgumentException e) {
      value.setInvalid(true);
      value.setErrorMessage(e.getMessage());
      return Optional.empty();
    }
  }

  /** What is missing, as a sentence. */
  String missing() {
    String typed = value.getValue().strip();
    if (parameter.getValue() == null || typed.isEmpty()) {
      return "Choose a task, a parameter with a value, or both.";
    }
    return Character.isLetter(typed.charAt(0))
        ? "Text needs quotes: " + Json.write(typed) + "."
        : "The value is not complete yet.";
  }
}
