package dev.docket.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.QueryParameters;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Feeds;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Addresses of pages. All state is in query parameters, since keys may hold any character. */
public final class Urls {

  /** The parameter that names the docket. */
  public static final String DOCKET = "docket";

  private Urls() {}

  /**
   * Returns the feed that an address names, the first one when it names none; empty when there is
   * none of that name.
   */
  public static Optional<DocketFeed> feed(Feeds feeds, QueryParameters parameters) {
    return parameters
        .getSingleParameter(DOCKET)
        .filter(name -> !name.isEmpty())
        .map(feeds::feed)
        .orElseGet(() -> Optional.of(feeds.first()));
  }

  /** Returns the parameters of an address: what is given and not empty, and the docket. */
  public static QueryParameters parameters(DocketFeed feed, Map<String, String> given) {
    Map<String, String> all = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            all.put(name, value);
          }
        });
    if (LivePage.feeds().first() != feed) {
      all.put(DOCKET, feed.name());
    }
    return QueryParameters.simple(all);
  }

  /** Returns an address relative to the dashboard, such as {@code executions?place=failed}. */
  public static String of(String page, DocketFeed feed, Map<String, String> given) {
    return of(page, parameters(feed, given));
  }

  /** Returns an address relative to the dashboard with these parameters. */
  public static String of(String page, QueryParameters parameters) {
    String query =
        parameters.getParameters().entrySet().stream()
            .map(e -> e.getKey() + "=" + encoded(e.getValue().getFirst()))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? page : page + "?" + query;
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** A link within the dashboard, without a reload of the page. */
  public static Anchor link(String address, Component... content) {
    Anchor link = new Anchor(address.isEmpty() ? "." : address);
    link.getElement().setAttribute("router-link", true);
    link.add(content);
    return link;
  }

  /** A link to an execution. */
  public static Anchor execution(DocketFeed feed, String key, String text) {
    Anchor link = link(of("execution", feed, Map.of("key", key)), Html.text(text));
    link.addClassName("plain");
    return link;
  }
}
