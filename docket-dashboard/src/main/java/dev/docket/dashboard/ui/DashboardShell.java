package dev.docket.dashboard.ui;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import java.util.Map;

/** The page around all pages. Its links are relative, so that it can be mounted under any path. */
@Push
@Viewport("width=device-width, initial-scale=1")
public final class DashboardShell implements AppShellConfigurator {

  private static final long serialVersionUID = 1;
  private static final String FILES = "VAADIN/docket/";

  @Override
  public void configurePage(AppShellSettings settings) {
    settings.setPageTitle("Docket");
    settings.addLink(FILES + "icon.svg", Map.of("rel", "icon", "type", "image/svg+xml"));
    settings.addLink(FILES + "aura/aura.css", Map.of("rel", "stylesheet"));
    settings.addLink(FILES + "docket.css", Map.of("rel", "stylesheet"));
    script(settings, "<script src='" + FILES + "theme.js'></script>");
    script(settings, "<script type='module' src='" + FILES + "docket-elements.js'></script>");
  }

  private static void script(AppShellSettings settings, String script) {
    settings.addInlineWithContents(Inline.Position.APPEND, script, Inline.Wrapping.NONE);
  }
}
