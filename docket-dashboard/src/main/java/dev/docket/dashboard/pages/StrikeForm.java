package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.docket.Strike;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Operator;
import dev.docket.operations.Preview;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.TaskInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a strike, and shows what it would hit before it is made. */
final class StrikeForm {

  private final StrikeFields fields = new StrikeFields(this::changed);
  private final TextField reason = StrikeQuestion.reason();
  private final Button make = new Button("Strike", Html.icon("ban"));
  private final Part preview = new Part();
  private final Part already = new Part();
  private final Div card = Html.card("", "New strike", "What it hits is shown before it is made");
  private final Consumer<@Nullable Strike> count;
  private List<StrikeInForce> inForce = List.of();
  private @Nullable DocketFeed feed;
  private @Nullable Operator who;
  private @Nullable Strike asked;

  /** Asks to count what a strike would hit, or nothing further; {@link #hits} gets the answer. */
  StrikeForm(Consumer<@Nullable Strike> count) {
    this.count = count;
    make.addThemeName("primary error");
    make.setEnabled(false);
    make.addClickListener(e -> ask());
    card.add(fields.component(), reason, preview, already, Html.div("row", make));
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
    reason.setValue("");
    fields.show(taskName, parameterName, operatorSymbol, json);
  }

  void tasks(List<TaskInfo> infos) {
    fields.tasks(infos);
  }

  private void changed() {
    if (feed == null) {
      return;
    }
    Strike fresh = fields.strike().orElse(null);
    if (fresh == null || !fresh.equals(asked)) {
      preview.show(
          fresh == null ? fields.missing() : "Counting…",
          text -> Html.text("secondary small", text));
    }
    asked = fresh;
    showInForce();
    count.accept(fresh);
  }

  /** Shows what the strike that the form says would hit, whenever that was counted. */
  void hits(Preview hits) {
    DocketFeed from = feed;
    if (from != null && asked != null) {
      preview.show(hits, h -> StrikePreview.of(h, from));
    }
  }

  /** One that is there already cannot be made again. */
  void inForce(List<StrikeInForce> strikes) {
    inForce = strikes;
    showInForce();
  }

  private void showInForce() {
    Optional<StrikeInForce> same =
        inForce.stream().filter(s -> s.strike().equals(asked)).findFirst();
    already.show(same.orElse(null), StrikeForm::already);
    make.setEnabled(asked != null && same.isEmpty());
  }

  private static Div already(StrikeInForce strike) {
    String by = strike.author() == null ? "" : " by " + strike.author();
    String why = strike.reason() == null ? "" : ": " + strike.reason();
    return Html.callout(
        "info",
        "ban",
        "This strike is in force already",
        "It was made" + by + why + ". To change its reason, restore it and strike again.");
  }

  private void ask() {
    Optional<Strike> strike = fields.strike();
    Operator operator = who;
    if (strike.isEmpty() || operator == null) {
      return;
    }
    String why = reason.getValue().strip();
    Ask.before(
        "Strike " + strike.get() + "?",
        StrikeQuestion.WHAT_IT_DOES,
        "Strike",
        true,
        () -> operator.strike(strike.get(), why));
  }
}
