package dev.docket.dashboard.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import dev.docket.dashboard.ui.Html;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a page shows that threw an exception. The exception is in the log, not on the page. */
@ParentLayout(MainLayout.class)
public final class BrokenPage extends Div implements HasErrorParameter<Exception> {

  private static final long serialVersionUID = 1;
  private static final Logger LOG = LoggerFactory.getLogger(BrokenPage.class);

  /** Makes the page. */
  public BrokenPage() {
    addClassName("page");
    add(
        Html.empty(
            "triangle-alert",
            "This page broke",
            "The log of the dashboard says why. The other pages are not affected."));
  }

  @Override
  public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> error) {
    LOG.error(
        "The page {} could not be shown", event.getLocation().getPath(), error.getException());
    return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
  }
}
