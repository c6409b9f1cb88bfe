package dev.docket;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has every test wait long enough for a machine that stands still for some seconds; found by JUnit
 * itself.
 */
public final class Patience implements BeforeAllCallback {

  /** Less than the 30 s after which a loop of the engine looks again without having been woken. */
  private static final Duration LONGEST = Duration.ofSeconds(25);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(LONGEST);
  }
}
