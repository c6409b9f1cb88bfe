package dev.docket.docs;

import static dev.docket.junit.DocketAssertions.assertThat;

import dev.docket.Docket;
import dev.docket.Handles;
import dev.docket.Task;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.DocketTest;
import dev.docket.junit.Leftovers;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How docs/testing.md shows the settings. */
class SettingsTest {

  record Ship(long orderId) implements Task {}

  static class ShippingHandlers {
    @Handles
    void ship(Ship ship) {}
  }

  // docs: settings
  @Nested
  @DocketTest(handlers = ShippingHandlers.class, concurrency = 4, leftovers = Leftovers.FAIL)
  class Shipping {
    @Test
    void ships(Docket docket, TestWorker worker) {
      docket.add(new Ship(123));

      assertThat(worker.runUntilFinished()).succeeded(1);
    }
  }

  // end

  // docs: builder
  @RegisterExtension
  static final DocketExtension DOCKET =
      DocketExtension.builder()
          .handlers(ShippingHandlers.class)
          .concurrency(1)
          .hangAfter(Duration.ofSeconds(60))
          .build();

  // end

  @Test
  void ships(Docket docket, TestWorker worker) {
    docket.add(new Ship(1));

    assertThat(worker.runUntilFinished()).succeeded(1);
  }
}
