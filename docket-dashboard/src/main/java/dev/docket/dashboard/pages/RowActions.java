package dev.docket.dashboard.pages;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import dev.docket.ExecutionRecord;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Operator;
import dev.docket.dashboard.ui.Urls;
import java.util.Map;

/** What can be done about one row, in a dialog that fits on a phone. */
final class RowActions {

  private RowActions() {}

  static void open(
      ExecutionRecord execution, DocketFeed feed, Operator operator, Arguments arguments) {
    Dialog dialog = new Dialog(execution.taskName());
    dialog.setWidth("24rem");
    Div body = Html.div("menu-list", Html.text("mono secondary", execution.key()));
    if (execution.error() != null) {
      body.add(Html.text("small bad-text", execution.error()));
    }
    Button open =
        new Button(
            "Open",
            Html.icon("arrow-up-right"),
            e -> {
              dialog.close();
              UI.getCurrent()
                  .navigate(
                      ExecutionPage.class, Urls.parameters(feed, Map.of("key", execution.key())));
            });
    open.addThemeName("primary");
    body.add(open);
    for (ExecutionActions.Action action :
        ExecutionActions.of(execution, feed, operator, arguments)) {
      Button button = action.button();
      button.addClickListener(e -> dialog.close());
      body.add(button);
    }
    dialog.add(body);
    Button close = new Button(Html.icon("x"), e -> dialog.close());
    close.setAriaLabel("Close");
    close.addThemeName("tertiary");
    dialog.getHeader().add(close);
    dialog.open();
  }
}
