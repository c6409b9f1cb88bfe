package dev.docket.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NavigationTrigger;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Feeds;
import dev.docket.dashboard.feed.Reading;
import dev.docket.dashboard.web.Guard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A page that follows a docket. The query parameter {@code docket} says which; a page adds its own
 * parameters, so that its address is all of its state.
 */
public abstract class LivePage extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String PRINCIPAL = LivePage.class.getName() + ".principal";

  private static final long serialVersionUID = 1;

  private final transient Feeds feeds;
  private final String title;
  private final Div troubles = Html.div("troubles");
  private final Span reading = Html.text("reading", "Reading from Redis…");
  private final transient Map<Object, String> known = new LinkedHashMap<>();
  private final transient List<Live<?>> lives = new ArrayList<>();
  private transient DocketFeed feed;
  private boolean byHistory;
  private QueryParameters parameters = QueryParameters.empty();

  /** Makes a page with a title for the browser's tab. */
  @SuppressWarnings("this-escape") // The style of the page itself; nobody else sees it yet.
  protected LivePage(String title) {
    this.title = title;
    this.feeds = feeds();
    this.feed = feeds.first();
    addClassName("page");
    troubles.setVisible(false);
    who();
    reading.setVisible(false);
    reading.getElement().setAttribute("role", "status");
    add(reading, troubles);
  }

  /** Returns the feeds of the dashboard that this window belongs to. */
  public static Feeds feeds() {
    return Objects.requireNonNull(
        VaadinService.getCurrent().getContext().getAttribute(Feeds.class),
        "The dashboard was not installed by DashboardServlet");
  }

  /** Returns who looks at this window. */
  static String who() {
    VaadinSession session = VaadinSession.getCurrent();
    if (session.getSession().getAttribute(Guard.USER) instanceof String user) {
      return user;
    }
    // What comes over the push channel has no request: a principal is kept from the first one.
    VaadinRequest request = VaadinRequest.getCurrent();
    if (request != null && request.getUserPrincipal() != null) {
      session.setAttribute(PRINCIPAL, request.getUserPrincipal().getName());
    }
    return session.getAttribute(PRINCIPAL) instanceof String principal ? principal : "local";
  }

  /** Reads the address, then lets the page read it. */
  @Override
  public final void beforeEnter(BeforeEnterEvent event) {
    parameters = event.getLocation().getQueryParameters();
    Optional<DocketFeed> named = Urls.feed(feeds, parameters);
    if (named.isEmpty()) {
      event.rerouteToError(new NoSuchDocketException(parameter(Urls.DOCKET)), "");
      return;
    }
    feed = named.get();
    byHistory = event.getTrigger() == NavigationTrigger.HISTORY;
    enter();
  }

  /** Called when the address has changed: watch what it names. */
  protected abstract void enter();

  /** Returns the feed of the docket that the address names. */
  protected final DocketFeed feed() {
    return feed;
  }

  /** Returns the feeds of this dashboard. */
  protected final Feeds all() {
    return feeds;
  }

  /** Whether the page was entered by the browser's button for back or forward. */
  protected final boolean isEnteredByHistory() {
    return byHistory;
  }

  /** Returns a parameter of the address; empty when there is none. */
  protected final String parameter(String name) {
    return parameters.getSingleParameter(name).orElse("");
  }

  /** Returns who acts on the docket that the address names, and whether that is allowed. */
  protected final Operator operator() {
    return new Operator(feed, feeds.options().readOnly(), who());
  }

  /**
   * Makes something of this page live. Call once per piece, in the constructor, and {@link
   * Live#watch} in {@link #enter}.
   */
  protected final <T> Live<T> live(Consumer<T> shower) {
    Object owner = new Object();
    Live<T> live =
        new Live<>(
            this,
            seen -> {
              trouble(owner, seen.trouble() == null ? "" : seen.trouble());
              showWaiting();
              if (seen.value() != null) {
                shower.accept(seen.value());
              }
            });
    lives.add(live);
    return live;
  }

  /** Watches with the feed of the page. */
  protected final <T> void watch(Live<T> live, Reading<T> reading) {
    live.watch(feed, reading);
    showWaiting();
  }

  /** The style sheet lets it appear only when it takes a while. */
  private void showWaiting() {
    reading.setVisible(known.isEmpty() && lives.stream().anyMatch(Live::isWaiting));
  }

  private void trouble(Object owner, String text) {
    String before = text.isEmpty() ? known.remove(owner) : known.put(owner, text);
    if (Objects.equals(before == null ? "" : before, text)) {
      return;
    }
    troubles.removeAll();
    known.values().stream()
        .distinct()
        .forEach(
            t ->
                troubles.add(
                    Html.callout(
                        "bad",
                        "database",
                        "This page could not be brought up to date",
                        t + " It goes on trying.")));
    troubles.setVisible(!known.isEmpty());
  }

  @Override
  public String getPageTitle() {
    return title + " · " + feed.name() + " · Docket";
  }
}
