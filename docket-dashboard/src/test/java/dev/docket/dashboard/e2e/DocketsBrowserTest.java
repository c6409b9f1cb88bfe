package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.docket.Docket;
import dev.docket.dashboard.DocketDashboard;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DocketsBrowserTest extends BrowserTest {

  private final Docket odd =
      Docket.connect("memory://dashboard-tests", "news letter/\u00fc&" + UUID.randomUUID());

  @Override
  DocketDashboard.Builder settings(DocketDashboard.Builder defaults) {
    return defaults.docket(odd);
  }

  @Override
  void stopServing() {
    super.stopServing();
    odd.close();
  }

  @Test
  void the_menu_stays_with_a_docket_of_any_name() {
    open("");
    page.locator("vaadin-select").click();
    page.locator("vaadin-select-item").filter(having(odd.name())).click();
    assertThat(page).hasTitle("Overview · " + odd.name() + " · Docket");

    page.locator("vaadin-side-nav-item").filter(having("Audit log")).click();

    assertThat(page).hasTitle("Audit log · " + odd.name() + " · Docket");
    page.locator("vaadin-side-nav-item").filter(having("Overview")).click();
    assertThat(page).hasTitle("Overview · " + odd.name() + " · Docket");
    assertThat(page.locator("vaadin-side-nav-item[current]")).containsText("Overview");
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }
}
