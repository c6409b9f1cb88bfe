package dev.docket.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** A dashboard inside of an application, as docs/dashboard.md has it. */
class EmbeddingTest {

  @Test
  void it_answers_until_it_is_closed() throws Exception {
    try (Docket docket = Docket.connect("memory://dashboard-tests", "embedding")) {
      // docs: embedding
      DocketDashboard dashboard = DocketDashboard.start(docket, 0); // 0: a free port
      System.out.println("Open " + dashboard.address());
      // end
      URI address = dashboard.address();
      try (HttpClient client = HttpClient.newHttpClient()) {
        HttpRequest get = HttpRequest.newBuilder(address).header("Accept", "text/html").build();

        assertThat(client.send(get, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

        dashboard.close();
        assertThatThrownBy(() -> client.send(get, BodyHandlers.ofString()))
            .isInstanceOf(IOException.class);
      }
    }
  }
}
