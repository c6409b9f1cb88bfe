package dev.docket.dashboard.e2e;

import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.DashboardServlet;
import java.net.URI;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.scan.StandardJarScanner;
import org.junit.jupiter.api.io.TempDir;

/** In a plain Tomcat. */
class TomcatBrowserTest extends MountedTest {

  @TempDir Path folder;
  private Tomcat tomcat;

  @Override
  URI serve() {
    tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    Context shop = tomcat.addWebapp("/shop", folder.toString());
    // The container would start Vaadin by itself, beside us.
    shop.setContainerSciFilter("com\\.vaadin|org\\.eclipse\\.jetty");
    // Jars that other jars only mention are looked for otherwise, and not found.
    ((StandardJarScanner) shop.getJarScanner()).setScanManifest(false);
    shop.addServletContainerInitializer(
        (classes, context) ->
            DashboardServlet.install(context, DashboardOptions.of(docket), "/docket/*"),
        null);
    tomcat.getConnector();
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    int port = tomcat.getConnector().getLocalPort();
    return URI.create("http://localhost:" + port + "/shop/docket/");
  }

  @Override
  void stopServing() {
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
  }
}
