package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Agenda;
import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/scheduling.md shows. */
@ExtendWith(DocketExtension.class)
class SchedulingPageTest {

  record Remind(long customerId, String text) implements Task {}

  private final List<String> reminded = Collections.synchronizedList(new ArrayList<>());

  @Test
  void now_and_later_go_through_the_same_call(Docket docket, TestWorker worker) {
    docket.register(Remind.class, remind -> reminded.add(remind.text()));
    // docs: now and later
    docket.add(new Remind(7, "now"));
    docket.add(new Remind(7, "in two hours"), Schedule.in(Duration.ofHours(2)));
    docket.add(new Remind(7, "in May"), Schedule.at(Instant.parse("2130-05-01T09:00:00Z")));
    // end

    worker.runUntilFinished();

    assertThat(reminded).containsExactly("now", "in two hours", "in May");
  }

  // docs: one for each key
  @Test
  void under_a_key_there_is_one(Docket docket, TestWorker worker) {
    docket.register(Remind.class, remind -> reminded.add(remind.text()));
    Schedule tomorrow = Schedule.in(Duration.ofDays(1)).withKey("remind-7");

    Execution<Void> first = docket.add(new Remind(7, "first"), tomorrow);
    Execution<Void> second = docket.add(new Remind(7, "second"), tomorrow);

    assertThat(first.disposition()).isEqualTo(Disposition.SCHEDULED);
    assertThat(second.disposition()).isEqualTo(Disposition.ALREADY_SCHEDULED);
    worker.runUntilFinished();
    assertThat(reminded).containsExactly("first");
  }

  // end

  // docs: replace and cancel
  @Test
  void what_is_pending_is_replaced_and_cancelled(Docket docket, TestWorker worker) {
    docket.register(Remind.class, remind -> reminded.add(remind.text()));
    docket.add(new Remind(7, "old"), Schedule.in(Duration.ofDays(1)).withKey("remind-7"));
    docket.add(new Remind(8, "not wanted"), Schedule.keyed("remind-8"));

    docket.replace(new Remind(7, "new"), Schedule.in(Duration.ofDays(2)).withKey("remind-7"));
    boolean wasThere = docket.cancel("remind-8");

    assertThat(wasThere).isTrue();
    assertThat(docket).hasScheduled(Remind.class).withKey("remind-7").dueIn(Duration.ofDays(2));
    worker.runUntilFinished();
    assertThat(reminded).containsExactly("new");
  }

  // end

  @Test
  void many_at_once(Docket docket) {
    List<Long> customers = List.of(1L, 2L, 3L);
    // docs: many
    List<Placement> placements =
        customers.stream()
            .map(id -> new Placement(new Remind(id, "Invoice"), Schedule.keyed("invoice-" + id)))
            .toList();
    docket.addAll(placements); // a few round trips, however many

    Agenda newsletter = new Agenda();
    customers.forEach(id -> newsletter.add(new Remind(id, "News"), "news-" + id));
    newsletter.scatter(docket, Duration.ofHours(1)); // evenly over the hour to come
    // end

    assertThat(docket).hasTaskCount(6);
    assertThat(docket).hasScheduled(Remind.class).withKey("news-2").dueIn(Duration.ofMinutes(30));
  }
}
