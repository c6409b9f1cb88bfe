package dev.docket.dashboard.e2e;

import dev.docket.dashboard.demo.Chromium;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One browser for all tests of a run. Without one they skip, and say so loudly. */
final class SharedChromium implements BeforeAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(SharedChromium.class);

  /** Closed by JUnit with the root store, at the end of the run. */
  private record Shared(Chromium chromium) implements AutoCloseable {

    @Override
    public void close() {
      chromium.close();
    }
  }

  private Chromium chromium;

  Chromium chromium() {
    return chromium;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> executable = Chromium.find();
    if (executable.isEmpty()) {
      System.err.println(
          "\n!!! There is no Chromium here: the browser tests of the dashboard are SKIPPED."
              + " Install it (apt-get install chromium), or say where it is:"
              + " -Ddocket.chromium=/path\n");
    }
    Assumptions.assumeTrue(executable.isPresent(), "There is no Chromium here");
    chromium =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                Shared.class,
                s -> new Shared(Chromium.start(executable.orElseThrow())),
                Shared.class)
            .chromium();
  }
}
