package dev.docket.dashboard.e2e;

import dev.docket.Docket;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.DashboardServlet;
import java.net.URI;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

/** In a Spring Boot application, as docs/dashboard.md has it. */
class SpringBootBrowserTest extends MountedTest {

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Shop {

    // docs: spring-boot
    @Bean
    ServletContextInitializer docketDashboard(Docket docket) {
      return context ->
          DashboardServlet.install(
              context, DashboardOptions.of(docket).withHostProtection(), "/docket/*");
    }
    // end
  }

  private ServletWebServerApplicationContext shop;

  @Override
  URI serve() {
    shop =
        (ServletWebServerApplicationContext)
            new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.SERVLET)
                .initializers(
                    (GenericApplicationContext context) ->
                        context.registerBean(
                            Docket.class, () -> docket, bean -> bean.setDestroyMethodName("")))
                .run("--server.port=0", "--server.servlet.context-path=/shop");
    return URI.create("http://localhost:" + shop.getWebServer().getPort() + "/shop/docket/");
  }

  @Override
  void stopServing() {
    shop.close();
  }
}
