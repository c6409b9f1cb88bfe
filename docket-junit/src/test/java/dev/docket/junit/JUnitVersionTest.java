package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.core.LauncherFactory;

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
}
