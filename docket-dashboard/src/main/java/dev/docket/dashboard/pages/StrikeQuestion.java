package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.docket.Strike;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Seen;
import dev.docket.dashboard.ui.Aside;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Json;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import dev.docket.operations.Preview;
import java.util.LinkedHashMap;
import java.util.Map;

/** Asks before a strike is made from where somebody is, and shows what it would hit. */
final class StrikeQuestion {

  static final String WHAT_IT_DOES =
      "From now on it is refused when added, and cancelled when its turn comes, on every worker."
          + " Restoring it is one click; what was cancelled until then stays cancelled.";

  private StrikeQuestion() {}

  static void open(Strike strike, DocketFeed feed, Operator operator) {
    TextField reason = reason();
    Part preview = new Part();
    preview.show("Counting…", StrikeQuestion::note);
    Anchor form =
        Urls.link(Urls.of("strikes", feed, form(strike)), Html.text("Strike less, or more"));
    Div body = Html.div("question", Html.text(WHAT_IT_DOES), preview, reason, form);
    ConfirmDialog dialog =
        Ask.before(
            "Strike " + strike + "?",
            body,
            "Strike",
            true,
            () -> operator.strike(strike, reason.getValue().strip()));
    form.getElement().addEventListener("click", e -> dialog.close());
    Aside.read(
        feed,
        UI.getCurrent(),
        d -> d.operations().preview(strike),
        seen -> show(seen, preview, feed));
  }

  static TextField reason() {
    TextField reason = new TextField("Reason");
    reason.setPlaceholder("Who reads this in a week should understand");
    reason.setWidthFull();
    return reason;
  }

  private static void show(Seen<Preview> seen, Part preview, DocketFeed feed) {
    if (seen.value() == null) {
      preview.show("It could not be counted what it hits: " + seen.trouble(), StrikeQuestion::note);
    } else {
      preview.show(seen.value(), hits -> StrikePreview.of(hits, feed));
    }
  }

  private static Component note(String text) {
    return Html.text("secondary small", text);
  }

  /** What fills the form of the strikes in. */
  private static Map<String, String> form(Strike strike) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("task", strike.taskName() == null ? "" : strike.taskName());
    if (strike.operator() != null && strike.parameter() != null) {
      form.put("parameter", strike.parameter());
      form.put("operator", strike.operator().symbol());
      form.put("value", Json.write(strike.value()));
    }
    return form;
  }
}
