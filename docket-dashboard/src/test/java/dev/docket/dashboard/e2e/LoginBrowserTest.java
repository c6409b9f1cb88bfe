package dev.docket.dashboard.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import dev.docket.Schedule;
import dev.docket.dashboard.DashboardOptions;
import dev.docket.dashboard.DocketDashboard;
import dev.docket.tasks.Trace;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LoginBrowserTest extends BrowserTest {

  private static final String PASSWORD = "three in the morning";
  private static final String HASH = DashboardOptions.hash(PASSWORD);
  private static final Pattern LOGIN = Pattern.compile(".*/login$");

  @Override
  DocketDashboard.Builder settings(DocketDashboard.Builder defaults) {
    return defaults.credentials("marie", HASH);
  }

  @Test
  void nothing_is_shown_before_the_right_password() {
    docket.add(new Trace("secret"), Schedule.in(Duration.ofHours(1)).withKey("secret-key"));
    page.navigate(dashboard.address() + "execution?key=secret-key");
    assertThat(page).hasURL(LOGIN);

    logIn("marie", "not the password");
    shows("do not fit");
    assertThat(page).hasURL(LOGIN);
    complaints.forgive(c -> c.contains("401") && c.contains("/login"));
    logIn("marie", PASSWORD);
    assertThat(page.locator(".page")).isVisible();

    open("execution?key=secret-key");
    shows("Why is it not running?");
  }

  @Test
  void who_has_logged_in_is_in_the_audit_log_and_can_log_out() {
    docket.add(new Trace("x"), Schedule.in(Duration.ofHours(1)).withKey("later"));
    page.navigate(dashboard.address().toString());
    logIn("marie", PASSWORD);
    assertThat(page.locator(".page")).isVisible();
    open("execution?key=later");
    clickButton("Cancel");
    confirm("Cancel execution");
    shows("Cancelled");
    assertThat(docket.operations().auditLog(1))
        .singleElement()
        .satisfies(e -> assertThat(e.who()).isEqualTo("marie"));

    clickButton("Log out");
    assertThat(page).hasURL(LOGIN);
    page.navigate(dashboard.address() + "executions");
    assertThat(page).hasURL(LOGIN);
    // The page that was left may have tried to open its push channel once more.
    complaints.forgive(c -> c.contains("401") && c.contains("v-r=push"));
  }

  @Test
  void every_answer_has_the_security_headers() {
    Response login = page.navigate(dashboard.address().toString());
    hasHeaders(login);
    logIn("marie", PASSWORD);
    assertThat(page.locator(".page")).isVisible();

    hasHeaders(page.navigate(dashboard.address() + "executions"));
  }

  private static void hasHeaders(Response response) {
    assertThat(response.headers())
        .hasEntrySatisfying(
            "content-security-policy",
            p -> assertThat(p).contains("default-src 'self'").contains("frame-ancestors 'none'"))
        .containsEntry("x-frame-options", "DENY")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("referrer-policy", "same-origin");
  }

  private void logIn(String user, String password) {
    page.getByLabel("User").fill(user);
    page.getByLabel("Password").fill(password);
    clickButton("Log in");
  }
}
