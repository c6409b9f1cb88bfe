package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.ParentLayout;
import dev.docket.dashboard.ui.Html;
import dev.docket.dashboard.ui.Urls;
import jakarta.servlet.http.HttpServletResponse;

/** What an address shows that is none of ours. */
@ParentLayout(MainLayout.class)
public final class NoSuchPage extends Div implements HasErrorParameter<NotFoundException> {

  private static final long serialVersionUID = 1;

  /** Makes the page. */
  public NoSuchPage() {
    addClassName("page");
    add(Html.empty("circle-alert", "There is no such page", "The menu leads to all there are."));
    add(Html.div("empty", Urls.link("", Html.text("Back to the overview"))));
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> error) {
    return HttpServletResponse.SC_NOT_FOUND;
  }
}
