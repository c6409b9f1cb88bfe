package dev.docket.dashboard;

import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.communication.JSR356WebsocketInitializer;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import dev.docket.dashboard.feed.Feeds;
import dev.docket.dashboard.pages.Pages;
import dev.docket.dashboard.ui.DashboardShell;
import dev.docket.dashboard.web.Guard;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import java.util.EnumSet;
import java.util.Set;

/**
 * Mounts a dashboard in a servlet container, such as the one of a Spring Boot application:
 *
 * <pre>{@code
 * @Bean
 * ServletContextInitializer docketDashboard(Docket docket) {
 *   return context ->
 *       DashboardServlet.install(context, DashboardOptions.of(docket), "/docket/*");
 * }
 * }</pre>
 *
 * <p>Needs the Servlet API 6 and WebSockets of the container, and no Jetty.
 */
public final class DashboardServlet extends VaadinServlet {

  private static final long serialVersionUID = 1;
  private static final String NAME = "docket-dashboard";
  private static final String WEB_SOCKETS = "jakarta.websocket.server.ServerContainer";

  private DashboardServlet() {}

  /**
   * Adds a dashboard to a servlet context that has not started yet. It ends with the context; the
   * dockets stay the caller's to close. One per context.
   *
   * @param context where
   * @param options what it shows, and to whom
   * @param mapping its path, such as {@code /docket/*}
   * @throws ServletException when the container refuses it
   * @throws IllegalArgumentException when the mapping does not end with {@code /*}
   */
  public static void install(ServletContext context, DashboardOptions options, String mapping)
      throws ServletException {
    if (!mapping.startsWith("/") || !mapping.endsWith("/*")) {
      throw new IllegalArgumentException(
          "\"" + mapping + "\" is no mapping for a dashboard; use one such as /docket/*");
    }
    Feeds feeds = new Feeds(options);
    context.setAttribute(Feeds.class.getName(), feeds);
    start(context);
    FilterRegistration.Dynamic guard = context.addFilter(NAME + "-guard", new Guard(options));
    guard.setAsyncSupported(true);
    guard.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, mapping);
    ServletRegistration.Dynamic servlet = context.addServlet(NAME, new DashboardServlet());
    servlet.addMapping(mapping);
    servlet.setAsyncSupported(true);
    servlet.setLoadOnStartup(1);
    servlet.setInitParameter("productionMode", "true");
    servlet.setInitParameter("closeIdleSessions", "true");
    servlet.setInitParameter("heartbeatInterval", "60");
    webSockets(context, servlet);
    context.addListener(
        new ServletContextListener() {
          @Override
          public void contextDestroyed(ServletContextEvent event) {
            feeds.close();
          }
        });
  }

  /** What Vaadin otherwise finds by a scan of the class path. The look-up must be first. */
  private static void start(ServletContext context) throws ServletException {
    new LookupServletContainerInitializer().onStartup(Set.of(LookupInitializer.class), context);
    new RouteRegistryInitializer().onStartup(Pages.all(), context);
    new ErrorNavigationTargetInitializer().onStartup(Pages.errors(), context);
    new VaadinAppShellInitializer().onStartup(Set.of(DashboardShell.class), context);
  }

  /** Jetty has its WebSockets already, Tomcat only later, and neither does the other's way. */
  private static void webSockets(ServletContext context, ServletRegistration.Dynamic servlet) {
    if (context.getAttribute(WEB_SOCKETS) != null) {
      JSR356WebsocketInitializer.initAtmosphereForVaadinServlet(servlet, context);
      return;
    }
    context.addListener(
        new ServletContextListener() {
          @Override
          public void contextInitialized(ServletContextEvent event) {
            if (context.getAttribute(WEB_SOCKETS) != null) {
              JSR356WebsocketInitializer.initAtmosphereForVaadinServlet(servlet, context);
            }
          }
        });
  }
}
