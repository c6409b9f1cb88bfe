package dev.docket.dashboard;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.Resource;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web server of a dashboard of its own. The only class that knows Jetty. */
final class JettyServer implements AutoCloseable {

  private static final String[] INTERFACES_FOR_ALL = {"0.0.0.0", "::", "[::]"};

  private final Server server;
  private final ServerConnector connector;
  private final String host;
  private final String path;

  private JettyServer(Server server, ServerConnector connector, String host, String path) {
    this.server = server;
    this.connector = connector;
    this.host = host;
    this.path = path;
  }

  static JettyServer start(DashboardOptions options, String host, int port, String path) {
    QueuedThreadPool threads = new QueuedThreadPool(50, 4);
    threads.setName("docket-dashboard");
    threads.setDaemon(true);
    Server server = new Server(threads);
    ServerConnector connector = connector(server);
    connector.setHost(host);
    connector.setPort(port);
    server.addConnector(connector);
    JettyServer started = new JettyServer(server, connector, host, path);
    try {
      server.setHandler(pages(options, path));
      server.start();
      return started;
    } catch (Exception e) {
      started.close();
      boolean taken = e.getCause() instanceof BindException || e instanceof BindException;
      throw new IllegalStateException(
          String.format(
              "The dashboard cannot start on %s:%d: %s%s",
              host,
              port,
              e.getMessage(),
              taken ? "; another program listens there, so give another port, or 0" : ""),
          e);
    }
  }

  private static ServerConnector connector(Server server) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    return new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
  }

  private static ServletContextHandler pages(DashboardOptions options, String path)
      throws IOException, URISyntaxException {
    ServletContextHandler pages = new ServletContextHandler(path, ServletContextHandler.SESSIONS);
    pages.setClassLoader(JettyServer.class.getClassLoader());
    pages.setBaseResource(resources(pages));
    pages.getSessionHandler().setHttpOnly(true);
    pages.getSessionHandler().setSessionCookie("DOCKET_SESSION");
    pages.getSessionHandler().setSameSite(HttpCookie.SameSite.LAX);
    pages.getSessionHandler().setMaxInactiveInterval(30 * 60);
    // Before ours, which looks whether there are WebSockets.
    JakartaWebSocketServletContainerInitializer.configure(pages, null);
    pages.addServletContainerInitializer(
        (classes, context) -> DashboardServlet.install(context, options, "/*"));
    return pages;
  }

  /** Vaadin's push script lies in such a folder of its jar. */
  private static Resource resources(ServletContextHandler pages)
      throws IOException, URISyntaxException {
    ResourceFactory factory = ResourceFactory.of(pages);
    List<Resource> found = new ArrayList<>();
    ClassLoader loader = JettyServer.class.getClassLoader();
    for (URL url : Collections.list(loader.getResources("META-INF/resources/"))) {
      found.add(factory.newResource(url.toURI()));
    }
    return ResourceFactory.combine(found);
  }

  int port() {
    return connector.getLocalPort();
  }

  URI address() {
    boolean everywhere = List.of(INTERFACES_FOR_ALL).contains(host);
    String shown = everywhere ? "localhost" : host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + shown + ":" + port() + (path.equals("/") ? path : path + "/"));
  }

  @Override
  public void close() {
    try {
      server.stop();
      server.destroy();
    } catch (Exception e) {
      throw new IllegalStateException("The dashboard could not be stopped", e);
    }
  }
}
