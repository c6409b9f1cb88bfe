package dev.docket.docs.behaviors;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Perpetual;
import dev.docket.junit.DocketExtension;
import dev.docket.junit.DocketTest;
import dev.docket.junit.TestWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What docs/behaviors/perpetual.md and cron.md show. */
@ExtendWith(DocketExtension.class)
class RecurringPagesTest {

  // docs: perpetual
  @Perpetual(every = "10m")
  record PollMailbox(String address) implements Task {}

  @Perpetual(every = "1h", automatic = true)
  record Cleanup() implements Task {}

  // end

  private interface Mailbox {
    int fetch(String address);
  }

  // docs: six in an hour
  @Test
  void a_mailbox_is_polled_every_ten_minutes(Docket docket, TestWorker worker) {
    docket.register(PollMailbox.class, poll -> {});
    docket.add(new PollMailbox("info@example.com"), Schedule.keyed("info"));

    assertThat(worker.runFor(Duration.ofMinutes(59))).succeeded(6);
    assertThat(docket).hasScheduled(PollMailbox.class).withKey("info");
  }

  // end

  // docs: cleanup runs by itself
  @Test
  void a_cleanup_needs_nobody_to_add_it(Docket docket, TestWorker worker) {
    docket.register(Cleanup.class, cleanup -> {});

    assertThat(worker.runFor(Duration.ofHours(3))).succeeded(4).ranTimes("Cleanup", 4);
  }

  // end

  @Test
  void a_handler_decides_how_it_goes_on(Docket docket, TestWorker worker) {
    List<Integer> found = new ArrayList<>(List.of(3, 0, -1));
    Mailbox mailbox = address -> found.removeFirst();
    // docs: how it goes on
    docket.register(
        PollMailbox.class,
        (poll, context) -> {
          int messages = mailbox.fetch(poll.address());
          if (messages < 0) {
            context.perpetual().cancel(); // the mailbox is gone: this was the last run
          } else if (messages > 0) {
            context.perpetual().after(Duration.ofSeconds(5)); // only the next one is sooner
          }
        });
    // end
    docket.add(new PollMailbox("info@example.com"), Schedule.keyed("info"));

    worker.runNext();
    assertThat(docket).hasScheduled(PollMailbox.class).dueIn(Duration.ofSeconds(5));
    worker.runNext();
    assertThat(docket).hasScheduled(PollMailbox.class).dueIn(Duration.ofMinutes(10));
    assertThat(worker.runUntilFinished()).succeeded(1).leftNothing();
  }

  @Test
  void of_a_chain_only_so_many_runs(Docket docket, TestWorker worker) {
    docket.register(PollMailbox.class, poll -> {});
    docket.add(new PollMailbox("info@example.com"), Schedule.keyed("info"));

    assertThat(worker.runAtMost(Map.of("info", 3))).ranTimes("info", 3).leftNothing();
  }

  @Test
  void a_worker_that_starts_seeds_what_was_cancelled(Docket docket, TestWorker worker) {
    docket.register(Cleanup.class, cleanup -> {});
    worker.runNext();
    docket.cancel("Cleanup");
    assertThat(docket).isEmpty();

    assertThat(worker.runNext()).succeeded(1);
  }

  @Test
  void a_struck_chain_resumes(Docket docket, TestWorker worker) {
    docket.register(PollMailbox.class, poll -> {});
    docket.add(new PollMailbox("info@example.com"), Schedule.keyed("info"));
    docket.strike(Strike.task(PollMailbox.class));
    assertThat(worker.runFor(Duration.ofMinutes(30))).succeeded(0);

    docket.restore(Strike.task(PollMailbox.class));

    assertThat(worker.runFor(Duration.ofMinutes(30))).succeeded(3);
  }

  // docs: cron
  @Cron(value = "0 9 * * 1-5", zone = "Europe/Berlin")
  record MorningReport() implements Task {}

  // end

  // docs: a week of reports
  @Test
  @DocketTest(time = "2030-05-06T00:00:00Z")
  void there_is_a_report_on_each_working_day(Docket docket, TestWorker worker) {
    docket.register(MorningReport.class, report -> {});

    assertThat(worker.runFor(Duration.ofDays(7))).succeeded(5);
  }
  // end
}
