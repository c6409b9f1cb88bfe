package dev.docket.dashboard.pages;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.util.function.IntConsumer;

/** Beside a table, tells which of its rows is the first in view. Shows nothing. */
@Tag("docket-first-row")
final class FirstRow extends Component {

  private static final long serialVersionUID = 1;
  private static final String ROW = "event.detail.row";

  FirstRow(IntConsumer scrolled) {
    getElement().setAttribute("hidden", true);
    getElement()
        .addEventListener("first-row", e -> scrolled.accept(e.getEventData().get(ROW).asInt()))
        .addEventData(ROW);
  }
}
