package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.WebSocket;
import dev.docket.Schedule;
import dev.docket.tasks.Trace;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A dashboard below {@code /docket/} of an application that is below {@code /shop}. */
abstract class MountedTest extends BrowserTest {

  @Test
  void it_is_live_and_stays_below_its_path() {
    List<String> asked = new CopyOnWriteArrayList<>();
    List<String> sockets = new CopyOnWriteArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    page.onWebSocket((WebSocket socket) -> sockets.add(socket.url()));

    open("executions?place=queued");
    shows("Nothing waits for a worker");
    docket.add(new Trace("hello"), Schedule.keyed("hello-1"));

    assertThat(page.locator("vaadin-grid").getByText("hello-1")).isVisible();
    assertThat(asked).isNotEmpty().allMatch(url -> url.startsWith(address.toString()));
    assertThat(sockets)
        .singleElement()
        .asString()
        .startsWith(address.toString().replaceFirst("http", "ws"));
  }
}
