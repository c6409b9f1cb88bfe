package dev.docket.dashboard.pages;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import dev.docket.dashboard.ui.Ask;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Operator;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks for another due time, in the viewer's zone. */
final class RescheduleDialog {

  private RescheduleDialog() {}

  static void open(String key, Instant when, Operator operator) {
    com.vaadin
        .flow
        .component
        .UI
        .getCurrent()
        .getPage()
        .executeJs("return Intl.DateTimeFormat().resolvedOptions().timeZone")
        .then(String.class, zone -> show(key, when, zone(zone), operator));
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return ZoneId.of("UTC");
    }
  }

  private static String note(@Nullable LocalDateTime chosen, ZoneId zone) {
    boolean past = chosen != null && chosen.atZone(zone).toInstant().isBefore(Instant.now());
    return past ? "This is in the past: it runs now" : "";
  }

  /** Asks with times of this zone. */
  static void show(String key, Instant when, ZoneId zone, Operator operator) {
    Dialog dialog = new Dialog("Reschedule");
    DateTimePicker picker = new DateTimePicker("Due at (" + zone.getId() + ")");
    picker.setStep(Duration.ofSeconds(1));
    picker.setLocale(Locale.UK);
    picker.setValue(LocalDateTime.ofInstant(when, zone).withNano(0));
    picker.setWidthFull();
    picker.addValueChangeListener(e -> picker.setHelperText(note(e.getValue(), zone)));
    Button move =
        new Button(
            "Reschedule",
            e -> {
              LocalDateTime chosen = picker.getValue();
              if (chosen == null) {
                picker.setInvalid(true);
                picker.setErrorMessage("Say when, with date and time");
                return;
              }
              dialog.close();
              Ask.run(() -> operator.reschedule(key, chosen.atZone(zone).toInstant()));
            });
    move.addThemeName("primary");
    dialog.add(Html.div("menu-list", Html.text("mono secondary", key), picker));
    dialog.getFooter().add(new Button("Not now", e -> dialog.close()), move);
    dialog.open();
  }
}
