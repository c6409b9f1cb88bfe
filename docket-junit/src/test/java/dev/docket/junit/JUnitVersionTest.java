package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import java.io.File;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.core.LauncherFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** These tests run twice, on JUnit 5 and on JUnit 6: so that the second run is what it says. */
@ExtendWith(DocketExtension.class)
class JUnitVersionTest {

  @Test
  void this_run_is_on_the_junit_that_the_build_names(Docket docket) {
    String wanted = System.getProperty("docket.test.junit", "5.");
    TestEngine engine = new JupiterTestEngine();

    assertThat(engine.getVersion()).hasValueSatisfying(v -> assertThat(v).startsWith(wanted));
    assertThat(LauncherFactory.class.getPackage().getImplementationVersion())
        .startsWith(wanted.equals("5.") ? "1." : wanted);
    assertThat(docket.name()).isNotEmpty();
  }

  @Test
  void the_junit_of_the_user_is_taken() throws Exception {
    NodeList dependencies =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new File("pom.xml"))
            .getElementsByTagName("dependency");
    int seen = 0;
    for (int n = 0; n < dependencies.getLength(); n++) {
      Element dependency = (Element) dependencies.item(n);
      if (text(dependency, "groupId").startsWith("org.junit")) {
        assertThat(text(dependency, "scope")).isIn("provided", "test");
        seen++;
      }
    }
    assertThat(seen).isPositive();
  }

  private static String text(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
