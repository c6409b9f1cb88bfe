package dev.docket.dashboard.pages;

import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.BrowserlessTest;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.feed.Feeds;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A docket of its own on a real Redis, and the pages without a browser. */
abstract class PageTest extends BrowserlessTest {

  final Docket docket = Docket.connect("memory://dashboard-tests", "d" + UUID.randomUUID());
  Feeds feeds;

  @BeforeEach
  void install() {
    feeds = new Feeds(options(DashboardOptions.of(docket)));
    VaadinService.getCurrent().getContext().setAttribute(Feeds.class, feeds);
  }

  @AfterEach
  void close() {
    feeds.close();
    docket.close();
  }

  /** What a test wants otherwise. */
  DashboardOptions options(DashboardOptions defaults) {
    return defaults;
  }

  @Override
  protected Set<String> scanPackages() {
    return Set.of("dev.docket.dashboard.pages");
  }

  /** Waits until the feed has told the page what the test expects. */
  final void eventually(BooleanSupplier holds) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofMillis(50))
        .pollInSameThread()
        .until(
            () -> {
              // The test holds the session; giving it up for a moment runs what the feed has
              // pushed.
              VaadinSession.getCurrent().unlock();
              VaadinSession.getCurrent().lock();
              roundTrip();
              return holds.getAsBoolean();
            });
  }

  /** Waits until the page shows a text. */
  final void eventuallyShows(String text) {
    try {
      eventually(() -> text().contains(text));
    } catch (org.awaitility.core.ConditionTimeoutException e) {
      throw new AssertionError("\"" + text + "\" is not on the page, but: " + text(), e);
    }
  }

  /** All text of the page, the layout around it, and dialogs. */
  final String text() {
    UI ui = UI.getCurrent();
    String pages =
        ui.getInternals().getActiveRouterTargetsChain().stream()
            .map(p -> text(p.getElement()))
            .collect(Collectors.joining(" "));
    return pages + " " + text(ui);
  }

  /** Opens a page with these parameters in its address. */
  final void open(Class<? extends Component> page, Map<String, String> parameters) {
    UI.getCurrent().navigate(page, QueryParameters.simple(parameters));
    roundTrip();
  }

  static String text(Component component) {
    return component
        .getElement()
        .getChildren()
        .map(PageTest::text)
        .collect(Collectors.joining(" "));
  }

  private static String text(com.vaadin.flow.dom.Element element) {
    if (element.isTextNode()) {
      return element.getText();
    }
    if (!element.isVisible()) {
      return "";
    }
    String inner = element.getChildren().map(PageTest::text).collect(Collectors.joining(" "));
    return element.getProperty("label", "") + " " + element.getProperty("headerTitle", "") + inner;
  }
}
