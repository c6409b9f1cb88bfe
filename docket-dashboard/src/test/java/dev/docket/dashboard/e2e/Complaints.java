package dev.docket.dashboard.e2e;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What a browser has to complain about: errors on its console, failed requests, and requests to
 * other hosts.
 */
final class Complaints {

  private final List<String> found = new CopyOnWriteArrayList<>();
  private final String host;

  /** Complains about everything that is not asked of this host and port. */
  Complaints(URI dashboard) {
    host = dashboard.getAuthority();
  }

  void watch(Page page) {
    page.onConsoleMessage(this::console);
    page.onPageError(error -> found.add("script error: " + error));
    page.onRequest(this::request);
    page.onRequestFailed(this::failed);
    page.onResponse(this::response);
    page.onWebSocket(socket -> asked(socket.url()));
  }

  private void console(ConsoleMessage message) {
    if (message.type().equals("error")) {
      found.add("console: " + message.text() + " at " + message.location());
    }
  }

  private void request(Request request) {
    asked(request.url());
  }

  private void asked(String url) {
    URI address = URI.create(url.replaceAll("[^!-~]|[{}|\\\\^`\\[\\]]", "_"));
    boolean inside = List.of("data", "blob", "about").contains(String.valueOf(address.getScheme()));
    if (!inside && !host.equals(address.getAuthority())) {
      found.add("foreign host: " + url);
    }
  }

  /** A page that is left takes its open requests with it. */
  private void failed(Request request) {
    if (!"net::ERR_ABORTED".equals(request.failure())) {
      found.add("failed request: " + request.url() + " " + request.failure());
    }
  }

  private void response(Response response) {
    if (response.status() >= 400) {
      found.add("status " + response.status() + ": " + response.url());
    }
  }

  /** Forgets what a test has provoked. */
  void forgive(Predicate<String> provoked) {
    found.removeIf(provoked);
  }

  List<String> found() {
    return List.copyOf(found);
  }
}
