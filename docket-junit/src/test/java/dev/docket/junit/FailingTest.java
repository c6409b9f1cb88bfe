package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;

class FailingTest {

  record Greet(String name) implements Task {}

  @Test
  void a_failing_test_publishes_what_happened_and_a_passing_one_is_quiet() {
    var events =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(Sample.class))
            .execute()
            .allEvents();

    List<String> reports = new ArrayList<>();
    events
        .reportingEntryPublished()
        .list()
        .forEach(
            event ->
                reports.add(
                    event
                        .getRequiredPayload(org.junit.platform.engine.reporting.ReportEntry.class)
                        .getKeyValuePairs()
                        .get("docket")));
    assertThat(reports)
        .singleElement()
        .asString()
        .contains("Greet[", "SUCCEEDED", "Redis:", "timeline");
  }

  @ExtendWith(DocketExtension.class)
  static class Sample {
    @Test
    void fails(Docket docket, Worker worker) {
      docket.register(Greet.class, greet -> {});
      docket.add(new Greet("Alice"));
      worker.runUntilFinished();
      throw new AssertionError("on purpose");
    }

    @Test
    void passes(Docket docket) {
      assertThat(docket).isNotNull();
    }
  }
}
