package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.page.Page;
import com.vaadin.flow.shared.Registration;
import java.util.function.Consumer;

/** Tells a page whether its window is as narrow as a phone, where a table has few columns. */
public final class Narrow {

  /** As in docket.css. */
  private static final int WIDEST = 672;

  private Narrow() {}

  /**
   * Tells now and whenever that changes, as long as the page is shown.
   *
   * @param shown the page
   * @param narrow is told
   */
  public static void watch(Component shown, Consumer<Boolean> narrow) {
    shown.addAttachListener(
        attached -> {
          Page page = attached.getUI().getPage();
          tell(page.getExtendedClientDetails().getWindowInnerWidth(), narrow);
          Registration resized =
              page.addBrowserWindowResizeListener(e -> tell(e.getWidth(), narrow));
          shown.addDetachListener(
              detached -> {
                resized.remove();
                detached.unregisterListener();
              });
        });
  }

  private static void tell(int width, Consumer<Boolean> narrow) {
    narrow.accept(isNarrow(width));
  }

  /** A browser that has not said how wide it is is no phone. */
  private static boolean isNarrow(int width) {
    return width > 0 && width <= WIDEST;
  }
}
