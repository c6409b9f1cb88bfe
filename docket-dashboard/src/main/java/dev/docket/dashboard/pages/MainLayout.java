package dev.docket.dashboard.pages;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinSession;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Feeds;
import dev.docket.dashboard.feed.Pulse;
import dev.docket.dashboard.feed.Seen;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Live;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.LiveSwitch;
import dev.docket.dashboard.ui.Numbers;
import dev.docket.dashboard.ui.Urls;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The menu, the choice of the docket, the theme and the pause button, around every page. */
public final class MainLayout extends AppLayout implements AfterNavigationObserver {

  private static final long serialVersionUID = 1;

  private final transient Feeds feeds = LivePage.feeds();
  private final Map<SideNavItem, String> items = new LinkedHashMap<>();
  private final Span failed = count("bad");
  private final Span running = count("");
  private final Span liveText = Html.text("Live");
  private final Div liveMark = Html.div("live", new Dot(), liveText);
  private final Button pause = new Button();
  private final Select<String> chooser = new Select<>();
  private final Anchor brand =
      Urls.link("", new Image("VAADIN/docket/icon.svg", ""), Html.text("Docket"));
  private final transient Live<Pulse> pulse = new Live<>(this, this::show);
  private boolean down;

  /** Makes the layout. */
  public MainLayout() {
    setPrimarySection(Section.DRAWER);
    brand.addClassName("brand");
    Div drawer = Html.div("drawer", brand);
    if (feeds.names().size() > 1) {
      drawer.add(chooser());
    }
    drawer.add(
        nav(
            "",
            item("Overview", "", "gauge", null),
            item("Executions", "executions", "list-checks", running)),
        nav(
            "Control",
            item("Strikes", "strikes", "ban", null),
            item("Concurrency", "concurrency", "layers", null),
            item("Schedule", "schedule", "calendar-clock", null)),
        nav(
            "System",
            item("Workers", "workers", "server", null),
            item("Audit log", "audit", "scroll-text", null)),
        Html.div("grow"),
        foot());
    addToDrawer(drawer);
    addToNavbar(Html.div("phone-bar", new DrawerToggle(), Html.text("Docket")));
  }

  private Select<String> chooser() {
    chooser.setItems(feeds.names());
    chooser.setAriaLabel("Docket");
    chooser.setWidthFull();
    chooser.addValueChangeListener(
        e -> {
          if (e.isFromClient() && e.getValue() != null) {
            chosen(feeds.feed(e.getValue()).orElseThrow());
          }
        });
    return chooser;
  }

  /** The same page of another docket; one execution has no counterpart there. */
  private void chosen(DocketFeed feed) {
    String path = UI.getCurrent().getActiveViewLocation().getPath();
    UI.getCurrent().navigate(path.equals("execution") ? "" : path, Urls.parameters(feed, Map.of()));
  }

  private static SideNav nav(String label, SideNavItem... items) {
    SideNav nav = label.isEmpty() ? new SideNav() : new SideNav(label);
    nav.addItem(items);
    return nav;
  }

  private SideNavItem item(String label, String path, String icon, @Nullable Span count) {
    SideNavItem item = new SideNavItem(label, path, Html.icon(icon));
    if (count != null) {
      item.setSuffixComponent(label.equals("Executions") ? Html.div("row", failed, count) : count);
    }
    items.put(item, path);
    return item;
  }

  private static Span count(String classes) {
    Span count = Html.text(("nav-count " + classes).strip(), "");
    count.setVisible(false);
    return count;
  }

  private Div foot() {
    pause.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
    pause.addClickListener(
        e -> {
          LiveSwitch live = LiveSwitch.of(UI.getCurrent());
          live.pause(!live.isPaused());
          showLive();
        });
    Div foot =
        Html.div(
            "drawer-foot", Html.div("row", liveMark, pause), Html.div("row", new ThemeSwitch()));
    if (feeds.options().readOnly()) {
      foot.addComponentAsFirst(Html.text("chip", "Read-only"));
    }
    if (feeds.options().hasLogin()) {
      Button out = new Button("Log out", Html.icon("log-out"), e -> logOut());
      out.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
      foot.add(Html.div("row", out));
    }
    return foot;
  }

  private static void logOut() {
    VaadinSession session = VaadinSession.getCurrent();
    UI.getCurrent().getPage().setLocation("login");
    session.getSession().invalidate();
    session.close();
  }

  @Override
  protected void onAttach(AttachEvent event) {
    super.onAttach(event);
    showLive();
    event
        .getUI()
        .getPage()
        .executeJs("window.docketSkew = $0 - Date.now()", (double) System.currentTimeMillis());
  }

  @Override
  public void afterNavigation(AfterNavigationEvent event) {
    QueryParameters asked = event.getLocation().getQueryParameters();
    Urls.feed(feeds, asked).ifPresentOrElse(this::follow, () -> followNone(asked));
  }

  private void follow(DocketFeed feed) {
    lead(Urls.parameters(feed, Map.of()));
    chooser.setValue(feed.name());
    pulse.watch(feed, feed.pulse());
  }

  /**
   * The menu stays with the docket that was asked for and is not there: it is no way to another.
   */
  private void followNone(QueryParameters asked) {
    lead(asked.including(Urls.DOCKET));
    chooser.clear();
    pulse.unwatch();
    running.setVisible(false);
    failed.setVisible(false);
  }

  private void lead(QueryParameters parameters) {
    items.forEach((item, path) -> lead(item, Urls.of(path, parameters)));
    String home = Urls.of("", parameters);
    brand.setHref(home.isEmpty() ? "." : home);
  }

  /** As an attribute, since what is set as a path or as parameters is encoded twice. */
  private static void lead(SideNavItem item, String address) {
    item.getElement().setAttribute("path", address);
  }

  private void show(Seen<Pulse> seen) {
    Pulse value = seen.value();
    if (down != (value == null)) {
      down = value == null;
      showLive();
    }
    if (value != null) {
      set(running, value.status().running(), "running");
      set(failed, value.status().failed(), "failed");
    }
  }

  private static void set(Span count, long number, String what) {
    String text = Numbers.brief(number);
    if (!text.equals(count.getText())) {
      count.setText(text);
    }
    count.setVisible(number > 0);
    count.setTitle(Numbers.of(number) + " " + what);
  }

  private void showLive() {
    boolean paused = UI.getCurrent() != null && LiveSwitch.of(UI.getCurrent()).isPaused();
    liveText.setText(down ? "No answer from Redis" : paused ? "Paused" : "Live");
    liveMark.setClassName("paused", paused);
    liveMark.setClassName("down", down);
    pause.setText(paused ? "Resume" : "Pause");
    pause.setIcon(Html.icon(paused ? "play" : "pause"));
  }

  @Tag("i")
  private static final class Dot extends Component {
    private static final long serialVersionUID = 1;
  }

  @Tag("docket-theme-switch")
  private static final class ThemeSwitch extends Component {
    private static final long serialVersionUID = 1;
  }
}
