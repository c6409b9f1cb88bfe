package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A time, shown by the browser in its own zone, with the exact time on hover. Ages and countdowns
 * tick by themselves, so nothing needs to be pushed for them.
 */
@Tag("docket-time")
public final class Times extends Component {

  private static final long serialVersionUID = 1;

  private Times(@Nullable Instant at, String kind) {
    getElement().setAttribute("kind", kind);
    set(at);
  }

  /** "3 s ago", "in 2 m 5 s". */
  public static Times ago(@Nullable Instant at) {
    return new Times(at, "ago");
  }

  /** "12:03:04". */
  public static Times clock(@Nullable Instant at) {
    return new Times(at, "clock");
  }

  /** How long it lasts already: "41 s". */
  public static Times age(@Nullable Instant since) {
    return new Times(since, "age");
  }

  /** "in 3 m 20 s", then "now". */
  public static Times until(@Nullable Instant at) {
    return new Times(at, "until");
  }

  /** How long it took: "1.2 s". */
  public static Times took(Instant from, Instant to) {
    Times took = new Times(from, "took");
    took.getElement().setAttribute("to", Long.toString(to.toEpochMilli()));
    return took;
  }

  /** Shows another time. */
  public void set(@Nullable Instant at) {
    String value = at == null ? "" : Long.toString(at.toEpochMilli());
    if (!value.equals(getElement().getAttribute("at"))) {
      getElement().setAttribute("at", value);
    }
  }

  /** Milliseconds for a docket-time of a template; 0 when there is none. */
  public static long millis(@Nullable Instant at) {
    return at == null ? 0 : at.toEpochMilli();
  }
}
