package dev.docket.dashboard.ui;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.shared.Registration;
import java.util.ArrayList;
import java.util.List;

/** Whether the pages of one browser window follow what happens. Used with the session's lock. */
public final class LiveSwitch {

  private boolean paused;
  private final List<Runnable> listeners = new ArrayList<>();

  private LiveSwitch() {}

  /** Returns the switch of a window. */
  public static LiveSwitch of(UI ui) {
    LiveSwitch known = ComponentUtil.getData(ui, LiveSwitch.class);
    if (known == null) {
      known = new LiveSwitch();
      ComponentUtil.setData(ui, LiveSwitch.class, known);
    }
    return known;
  }

  /** Whether the window stands still. */
  public boolean isPaused() {
    return paused;
  }

  /** Stops or follows. */
  public void pause(boolean paused) {
    this.paused = paused;
    List.copyOf(listeners).forEach(Runnable::run);
  }

  Registration onChange(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
