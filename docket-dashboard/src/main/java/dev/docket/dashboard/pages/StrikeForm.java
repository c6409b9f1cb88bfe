package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.docket.ExecutionRecord;
import dev.docket.Strike;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Preview;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a strike, and shows what it would hit before it is made. */
final class StrikeForm {

  private static final int SAMPLES = 5;

  private final ComboBox<String> task = combo("Task", "Any task");
  private final ComboBox<String> parameter = combo("Parameter", "Whole task");
  private final Select<Strike.Operator> operator = new Select<>();
  private final TextField value = new TextField("Value, as JSON");
  private final TextField reason = new TextField("Reason");
  private final Button make = new Button("Strike", Html.icon("ban"));
  private final Div preview = Html.div("preview");
  private final Div card = Html.card("", "New strike", "What it hits is shown before it is made");
  private @Nullable DocketFeed feed;
  private @Nullable Operator who;
  private List<TaskInfo> known = List.of();
  private boolean filling;

  StrikeForm() {
    operator.setLabel("Operator");
    operator.setItems(Strike.Operator.values());
    operator.setItemLabelGenerator(Strike.Operator::symbol);
    operator.setValue(Strike.Operator.EQ);
    value.setPlaceholder("42, \"eu-west\", true, [1, 9]");
    value.setValueChangeMode(ValueChangeMode.LAZY);
    reason.setPlaceholder("Who reads this in a week should understand");
    make.addThemeName("primary error");
    make.setEnabled(false);
    make.addClickListener(e -> ask());
    task.addValueChangeListener(e -> changed());
    parameter.addValueChangeListener(e -> changed());
    operator.addValueChangeListener(e -> changed());
    value.addValueChangeListener(e -> changed());
    for (com.vaadin.flow.component.HasSize field :
        List.of(task, parameter, operator, value, reason)) {
      field.setWidthFull();
    }
    card.add(
        Html.div("form", task, parameter, operator, value), reason, preview, Html.div("row", make));
  }

  private ComboBox<String> combo(String label, String placeholder) {
    ComboBox<String> combo = new ComboBox<>(label);
    combo.setPlaceholder(placeholder);
    combo.setClearButtonVisible(true);
    combo.setAllowCustomValue(true);
    combo.addCustomValueSetListener(e -> set(combo, e.getDetail()));
    return combo;
  }

  Div component() {
    return card;
  }

  /** Shows the form filled in as an address says. */
  void show(
      DocketFeed feed,
      Operator who,
      String taskName,
      String parameterName,
      String operatorSymbol,
      String json) {
    this.feed = feed;
    this.who = who;
    filling = true;
    set(task, taskName);
    set(parameter, parameterName);
    operator.setValue(parsed(operatorSymbol));
    value.setValue(json);
    reason.setValue("");
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

  /** Sets a value that may be none of the items. */
  @SuppressWarnings("ReferenceEquality") // the very one that was asked for
  private void set(ComboBox<String> combo, String wanted) {
    List<String> items = combo == task ? taskNames() : parameters();
    combo.setItems(
        wanted.isEmpty() || items.contains(wanted)
            ? items
            : Stream.concat(Stream.of(wanted), items.stream()).toList());
    combo.setValue(wanted.isEmpty() ? null : wanted);
  }

  void tasks(List<TaskInfo> infos) {
    if (infos.equals(known)) {
      return;
    }
    known = infos;
    filling = true;
    set(task, Objects.requireNonNullElse(task.getValue(), ""));
    set(parameter, Objects.requireNonNullElse(parameter.getValue(), ""));
    filling = false;
  }

  private List<String> taskNames() {
    return known.stream().map(TaskInfo::name).toList();
  }

  private List<String> parameters() {
    String chosen = task == null ? null : task.getValue();
    return List.copyOf(
        new TreeSet<>(
            known.stream()
                .filter(t -> chosen == null || t.name().equals(chosen))
                .flatMap(t -> t.parameters().stream())
                .toList()));
  }

  private void changed() {
    if (filling || feed == null) {
      return;
    }
    boolean whole = parameter.getValue() == null;
    operator.setVisible(!whole);
    value.setVisible(!whole);
    preview.removeAll();
    value.setInvalid(false);
    Optional<Strike> strike = strike();
    make.setEnabled(strike.isPresent());
    if (strike.isEmpty()) {
      preview.add(Html.text("secondary small", missing()));
      return;
    }
    try {
      preview.add(shown(feed.docket().operations().preview(strike.get()), feed));
    } catch (RuntimeException e) {
      preview.add(
          Html.callout("bad", "database", "The preview failed", String.valueOf(e.getMessage())));
    }
  }

  private String missing() {
    String typed = value.getValue().strip();
    if (parameter.getValue() == null || typed.isEmpty()) {
      return "Choose a task, a parameter with a value, or both.";
    }
    return Character.isLetter(typed.charAt(0))
        ? "Text needs quotes: " + Json.write(typed) + "."
        : "The value is not complete yet.";
  }

  /** What the form says now; empty while something is missing. */
  private Optional<Strike> strike() {
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

  private static Div shown(Preview hits, DocketFeed feed) {
    long total = hits.total();
    Div box = Html.div("preview-box");
    String all = (hits.complete() ? "" : "at least ") + Numbers.many(total, "execution");
    box.add(
        Html.text("strong", total == 0 ? "Hits nothing that is on the docket now" : "Hits " + all));
    Div counts = Html.div("legend");
    count(counts, hits.scheduled(), "scheduled");
    count(counts, hits.queued(), "queued");
    count(counts, hits.parked(), "parked");
    count(counts, hits.running(), "running (they finish)");
    box.add(counts);
    for (ExecutionRecord sample :
        hits.samples().subList(0, Math.min(SAMPLES, hits.samples().size()))) {
      box.add(
          Html.div(
              "sample small",
              Urls.execution(feed, sample.key(), sample.taskName()),
              Html.text("mono secondary ellipsis", sample.key())));
    }
    if (total > SAMPLES) {
      box.add(Html.text("secondary small", "and " + Numbers.of(total - SAMPLES) + " more"));
    }
    return box;
  }

  private static void count(Div counts, long number, String what) {
    if (number > 0) {
      counts.add(Html.text(Numbers.of(number) + " " + what));
    }
  }

  private void ask() {
    Optional<Strike> strike = strike();
    Operator operator = who;
    if (strike.isEmpty() || operator == null) {
      return;
    }
    String why = reason.getValue().strip();
    Ask.before(
        "Strike " + strike.get() + "?",
        "From now on it is refused when added, and cancelled when its turn comes, on every worker."
            + " Restoring it is one click; what was cancelled until then stays cancelled.",
        "Strike",
        true,
        () -> operator.strike(strike.get(), why));
  }
}
