package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks before something is done, does it, and says what came of it. */
public final class Ask {

  private static final Logger LOG = LoggerFactory.getLogger(Ask.class);
  private static final int SHOWN_MILLIS = 4_000;

  private Ask() {}

  /**
   * Asks with a dialog.
   *
   * @param title the question
   * @param body what will happen
   * @param yes the label of the button that does it
   * @param harmful whether the button is red
   * @param action does it and says what came of it
   */
  public static ConfirmDialog before(
      String title, Component body, String yes, boolean harmful, Supplier<String> action) {
    ConfirmDialog dialog = new ConfirmDialog();
    dialog.setHeader(title);
    dialog.setText(body);
    dialog.setWidth("28rem");
    dialog.setCancelable(true);
    dialog.setCancelText("Not now");
    dialog.setConfirmText(yes);
    if (harmful) {
      dialog.setConfirmButtonTheme("error primary");
    }
    dialog.addConfirmListener(e -> run(action));
    dialog.open();
    return dialog;
  }

  /** Asks with a sentence. */
  public static ConfirmDialog before(
      String title, String text, String yes, boolean harmful, Supplier<String> action) {
    return before(title, Html.text(text), yes, harmful, action);
  }

  /** Does it and says what came of it, also when it fails. */
  public static boolean run(Supplier<String> action) {
    try {
      say(action.get(), false);
      return true;
    } catch (RefusedException e) {
      say(e.getMessage() + ". Nothing was changed.", true);
    } catch (RuntimeException e) {
      LOG.warn("An action failed", e);
      say("That did not work: " + e.getMessage(), true);
    }
    return false;
  }

  /** Shows a note for a moment; one of trouble until it is closed. */
  public static void say(String text, boolean trouble) {
    Notification note = new Notification();
    note.setDuration(trouble ? 0 : SHOWN_MILLIS);
    note.setPosition(Notification.Position.BOTTOM_END);
    note.add(Html.text(text));
    if (trouble) {
      note.addThemeVariants(NotificationVariant.ERROR);
      Button close = new Button(Html.icon("x"), e -> note.close());
      close.setAriaLabel("Close");
      close.addThemeName("tertiary");
      note.add(close);
    }
    note.open();
  }
}
