package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.Logged;
import dev.docket.dashboard.standalone.StandaloneJar;
import dev.docket.local.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the options of the standalone jar change on its pages. */
class StandaloneJarBrowserIT extends BrowserTest {

  record Unlock(@Logged String door, String code) implements Task {}

  private static final Page.GetByRoleOptions CANCEL_ALL =
      new Page.GetByRoleOptions().setName("Cancel all").setExact(true);

  @TempDir Path folder;
  private StandaloneJar jar;

  @Override
  URI serve() {
    return start();
  }

  @Override
  void stopServing() {
    try {
      if (jar != null) {
        jar.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private URI start(String... options) {
    String url = LocalRedis.shared("dashboard-tests").url();
    List<String> words =
        new ArrayList<>(List.of("--url", url, "--docket", docket.name(), "--port", "0"));
    words.addAll(List.of(options));
    try {
      jar = StandaloneJar.start(folder, "", Map.of(), words.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jar.address();
  }

  @AfterEach
  void clear() {
    docket.clear();
  }

  @Test
  void by_default_arguments_are_hidden_and_one_may_act() {
    docket.add(new Unlock("front", "4711"), Schedule.keyed("unlock"));

    open("executions?place=queued");

    // No worker is there to say that the door may be shown.
    assertThat(page.locator("vaadin-grid")).containsText("door=…, code=…");
    assertThat(page.getByRole(AriaRole.BUTTON, CANCEL_ALL)).isVisible();
  }

  @Test
  void with_its_options_it_shows_arguments_and_refuses_actions() {
    docket.add(new Unlock("front", "4711"), Schedule.keyed("unlock"));
    stopServing();
    address = start("--show-arguments", "--read-only");
    complaints = new Complaints(address);
    complaints.watch(page);

    open("executions?place=queued");

    assertThat(page.locator("vaadin-grid")).containsText("code=\"4711\"");
    shows("Read-only");
    assertThat(page.getByRole(AriaRole.BUTTON, CANCEL_ALL)).hasCount(0);
  }
}
