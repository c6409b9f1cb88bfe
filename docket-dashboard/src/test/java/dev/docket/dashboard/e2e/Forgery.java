package dev.docket.dashboard.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests made by hand: the events that a browser sends when a button is pressed, sent for every
 * component that there is or may be, whether the page shows it or not.
 */
final class Forgery {

  private static final int COMPONENTS = 1_500;
  private static final String CONFIRM = "{}";
  private static final Pattern TOKEN = Pattern.compile("\"csrfToken\":\"([^\"]+)\"");
  private static final Pattern SYNC = Pattern.compile("\"syncId\":(-?\\d+)");

  private final Page page;
  private final List<Request> requests = new ArrayList<>();

  /** Listens, to learn the page's token; make it before the page is opened. */
  Forgery(Page page) {
    this.page = page;
    page.onRequest(
        r -> {
          if (r.url().contains("v-r=uidl") && r.postData() != null) {
            requests.add(r);
          }
        });
  }

  /** What the browser sent along with the last click. */
  String clickData() {
    for (Request request : requests.reversed()) {
      Matcher data =
          Pattern.compile("\"event\":\"click\",\"data\":(\\{[^}]*})").matcher(request.postData());
      if (data.find()) {
        return data.group(1);
      }
    }
    throw new IllegalStateException("Nothing was clicked yet");
  }

  boolean hasToken() {
    return !requests.isEmpty();
  }

  /** Clicks on everything, then confirms every dialog. */
  List<Integer> pressEverything(String clickData) {
    return List.of(send("click", clickData), send("confirm", CONFIRM));
  }

  private int send(String event, String data) {
    Request known = requests.getLast();
    StringBuilder events = new StringBuilder();
    for (int node = 1; node <= COMPONENTS; node++) {
      events
          .append(node == 1 ? "" : ",")
          .append("{\"type\":\"event\",\"node\":" + node)
          .append(",\"event\":\"" + event + "\",\"data\":" + data + "}");
    }
    String body =
        "{\"csrfToken\":\"%s\",\"rpc\":[%s],\"syncId\":%s,\"clientId\":-1}"
            .formatted(first(TOKEN, known.postData()), events, first(SYNC, known.postData()));
    Object status =
        page.evaluate(
            "async r => (await fetch(r.url, {method: 'POST', body: r.body,"
                + " headers: {'Content-Type': 'application/json; charset=UTF-8'}})).status",
            Map.of("url", known.url(), "body", body));
    return ((Number) status).intValue();
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("The browser's request has no " + pattern + ": " + text);
    }
    return matcher.group(1);
  }
}
