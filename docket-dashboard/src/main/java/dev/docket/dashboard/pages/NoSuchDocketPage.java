package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.docket.dashboard.feed.DocketFeed;
import dev.docket.dashboard.feed.Feeds;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.LivePage;
import dev.docket.dashboard.ui.NoSuchDocketException;
import dev.docket.dashboard.ui.Urls;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** What an address shows that names a docket which is not here; never another docket instead. */
@ParentLayout(MainLayout.class)
public final class NoSuchDocketPage extends Div
    implements HasErrorParameter<NoSuchDocketException>, HasDynamicTitle {

  private static final long serialVersionUID = 1;

  /** Makes the page. */
  public NoSuchDocketPage() {
    addClassName("page");
  }

  @Override
  public int setErrorParameter(
      BeforeEnterEvent event, ErrorParameter<NoSuchDocketException> error) {
    removeAll();
    add(
        Html.empty(
            "circle-alert",
            "There is no docket \"" + error.getException().getMessage() + "\" here",
            "The address names a docket that this dashboard does not show. It shows these:"));
    Feeds feeds = LivePage.feeds();
    for (String name : feeds.names()) {
      add(link(feeds.feed(name).orElseThrow()));
    }
    return HttpServletResponse.SC_NOT_FOUND;
  }

  @Override
  public String getPageTitle() {
    return "No such docket · Docket";
  }

  private static Div link(DocketFeed feed) {
    return Html.div("empty", Urls.link(Urls.of("", feed, Map.of()), Html.text(feed.name())));
  }
}
