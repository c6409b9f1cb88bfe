package dev.docket.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Journals made by hand, in each of which one thing is wrong, or only looks as if it were. */
class CheckerTest {

  private static final long LONG = Settings.LONG_PAUSE.toMillis();

  private final Story story = new Story();

  @Test
  void a_quiet_life_violates_nothing() {
    story.added(1, 10).ran("a", 1, "w1", 20, 30);

    assertThat(story.violated()).isEmpty();
  }

  @Nested
  class Deliveries {
    @Test
    void an_acknowledged_add_that_never_ran_is_lost() {
      story.added(1, 10);

      assertThat(story.violated()).containsExactly(Invariants.RAN);
    }

    @Test
    void a_run_that_did_not_end_is_lost_as_well() {
      story.added(1, 10).start("a", 1, "w1", 20).fault("kill", "w1", 25, 26);

      assertThat(story.violated()).containsExactly(Invariants.RAN);
    }

    @Test
    void an_add_without_an_answer_may_be_lost() {
      story.call(1, "k", "Plain", 10);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void what_was_cancelled_or_replaced_need_not_run() {
      story.added(1, 10).dropped(1, 20);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void what_a_crashed_master_had_acknowledged_just_before_is_counted_by_itself() {
      story.added(1, 10).fault("crash", "redis", 15, 20);

      assertThat(story.violated()).isEmpty();
      assertThat(story.excused()).containsExactly(Invariants.RAN);
    }

    @Test
    void what_always_fails_must_have_had_all_its_attempts() {
      story
          .call(1, "k", "Hopeless", 10)
          .ack(1, "SCHEDULED", 11)
          .start("a", 1, "k", "Hopeless", 1, 0, "w1", "", 20)
          .end("a", "failed", 25)
          .settled("a", "RETRIED", 26);

      assertThat(story.violated()).containsExactly(Invariants.RAN);
    }

    @Test
    void already_scheduled_is_wrong_when_nothing_was() {
      story.added(1, 10).ran("a", 1, "w1", 20, 30);
      story.call(2, "k", "Plain", 50).ack(2, "ALREADY_SCHEDULED", 51);

      assertThat(story.violated()).containsExactly(Invariants.ALREADY);
    }

    @Test
    void already_scheduled_is_right_while_the_other_runs() {
      story.added(1, 10).ran("a", 1, "w1", 20, 60);
      story.call(2, "k", "Plain", 50).ack(2, "ALREADY_SCHEDULED", 51);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void an_add_that_was_sent_twice_must_not_meet_itself() {
      story.call(1, "k", "Plain", 10).ack(1, "ALREADY_SCHEDULED", 20).dropped(1, 30);
      story.fault("cut", "redis", 15, 16);

      assertThat(story.violated()).containsExactly(Invariants.ALREADY);
    }

    @Test
    void a_run_of_what_nobody_submitted_is_noticed() {
      story.ran("a", 7, "w1", 20, 30);

      assertThat(story.violated()).containsExactly(Invariants.KNOWN);
    }

    @Test
    void a_second_run_without_a_reason_is_noticed() {
      story.added(1, 10).ran("a", 1, "w1", 20, 30).ran("b", 1, "w2", 40, 50);

      assertThat(story.violated()).containsExactly(Invariants.EXTRA);
    }

    @Test
    void a_second_run_is_right_after_the_worker_was_killed_in_the_first() {
      story.added(1, 10).start("a", 1, "w1", 20).fault("kill", "w1", 25, 26);
      story.ran("b", 1, "w2", 40, 50);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void a_kill_after_the_outcome_was_recorded_explains_nothing() {
      story.added(1, 10).ran("a", 1, "w1", 20, 30).fault("kill", "w1", 35, 36);
      story.ran("b", 1, "w2", 40, 50);

      assertThat(story.violated()).containsExactly(Invariants.EXTRA);
    }

    @Test
    void a_short_stop_explains_nothing_and_a_long_one_does() {
      story.added(1, 10).start("a", 1, "w1", 20).fault("stop", "w1", 25, 25 + LONG - 1);
      story.end("a", "ok", LONG + 100).settled("a", "SUPERSEDED", LONG + 101);
      story.ran("b", 1, "w2", LONG + 40, LONG + 50);
      assertThat(story.violated()).contains(Invariants.EXTRA, Invariants.OVERLAP);

      story.fault("stop", "w1", 26, 26 + LONG);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void an_attempt_that_was_left_out_is_noticed() {
      story
          .call(1, "k", "Flaky", 10)
          .ack(1, "SCHEDULED", 11)
          .start("a", 1, "k", "Flaky", 1, 0, "w1", "", 20)
          .end("a", "failed", 25)
          .settled("a", "RETRIED", 26)
          .start("b", 1, "k", "Flaky", 3, 0, "w1", "", 30)
          .end("b", "ok", 35)
          .settled("b", "SUCCEEDED", 36);

      assertThat(story.violated()).containsExactly(Invariants.ATTEMPTS);
    }

    @Test
    void a_redelivery_that_used_up_an_attempt_is_noticed() {
      story.added(1, 10).start("a", 1, "w1", 20).fault("kill", "w1", 25, 26);
      story
          .start("b", 1, "k", "Plain", 2, 0, "w2", "", 30)
          .end("b", "ok", 35)
          .settled("b", "SUCCEEDED", 36);

      assertThat(story.violated()).containsExactly(Invariants.ATTEMPTS);
    }
  }

  @Nested
  class Order {
    @Test
    void two_runs_of_a_key_at_once_are_noticed() {
      story.added(1, 10).ran("a", 1, "w1", 20, 60);
      story.start("b", 1, "w2", 40).end("b", "ok", 50).settled("b", "SUPERSEDED", 51);

      assertThat(story.violated()).containsExactly(Invariants.EXTRA, Invariants.OVERLAP);
    }

    @Test
    void a_replaced_one_may_finish_beside_its_successor() {
      story.added(1, 10).ran("a", 1, "w1", 20, 60).dropped(1, 30);
      story.added(2, 29).ran("b", 2, "w1", 35, 70);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void a_claim_after_the_cancel_is_noticed_and_one_before_is_not() {
      story.added(1, 10).dropped(1, 30).ran("a", 1, "w1", 29, 60);
      assertThat(story.violated()).isEmpty();

      story.added(2, 10).dropped(2, 70).ran("b", 2, "w1", 71, 80);

      assertThat(story.violated()).containsExactly(Invariants.DROPPED);
    }

    @Test
    void a_run_before_its_time_is_noticed() {
      story.call(1, "k", "Plain", 100, 0, "", 10).ack(1, "SCHEDULED", 11);
      story.ran("a", 1, "w1", 109, 120);

      assertThat(story.violated()).containsExactly(Invariants.EARLY);
    }

    @Test
    void a_chain_that_broke_off_is_noticed() {
      story.call(1, "k", "Tick", 0, 2, "", 10).ack(1, "SCHEDULED", 11);
      story.start("a", 1, "k", "Tick", 1, 1, "w1", "", 20).end("a", "ok", 25);
      story.settled("a", "SUCCEEDED", 26);

      assertThat(story.violated()).containsExactly(Invariants.RAN, Invariants.CHAIN);
    }

    @Test
    void two_successors_of_one_step_are_noticed() {
      story.call(1, "k", "Tick", 0, 2, "", 10).ack(1, "SCHEDULED", 11);
      story.start("a", 1, "k", "Tick", 1, 1, "w1", "", 20).end("a", "ok", 25);
      story.settled("a", "SUCCEEDED", 26);
      for (String run : new String[] {"b", "c"}) {
        int at = run.equals("b") ? 30 : 40;
        story.start(run, 1, "k", "Tick", 1, 2, "w1", "", at).end(run, "ok", at + 5);
        story.settled(run, "SUCCEEDED", at + 6);
      }

      assertThat(story.violated()).containsExactly(Invariants.EXTRA);
    }
  }

  @Nested
  class Limits {
    private void limited(int n, String task, String limit, long from, long until) {
      String run = "r" + n;
      story.call(n, "k" + n, task, 5).ack(n, "SCHEDULED", 6);
      story.start(run, n, "k" + n, task, 1, 0, "w" + n, limit, from);
      story.end(run, "ok", until).settled(run, "SUCCEEDED", until);
    }

    @Test
    void one_run_too_many_of_a_group_is_noticed() {
      for (int n = 0; n < Tasks.SLOTS; n++) {
        limited(n, "Limited", "group", 10 + n, 100);
      }
      limited(10, "Limited", "other", 50, 60);
      assertThat(story.violated()).isEmpty();

      limited(11, "Limited", "group", 50, 60);

      assertThat(story.violated()).containsExactly(Invariants.CONCURRENCY);
    }

    @Test
    void the_place_of_a_dead_holder_is_free() {
      for (int n = 0; n <= Tasks.SLOTS; n++) {
        limited(n, "Limited", "group", 10 + n * 20, 200);
      }
      story.fault("kill", "w0", 40, 41);

      assertThat(story.violated()).isEmpty();
    }

    @Test
    void one_start_too_many_in_a_window_is_noticed() {
      for (int n = 0; n < Tasks.STARTS; n++) {
        limited(n, "Metered", "customer", 10 + n, 20);
      }
      limited(11, "Metered", "customer", 10 + Tasks.WINDOW_MILLIS, 5000);
      assertThat(story.violated()).isEmpty();

      limited(12, "Metered", "customer", 10 + Tasks.WINDOW_MILLIS, 5000);

      assertThat(story.violated()).containsExactly(Invariants.RATE);
    }

    @Test
    void a_claim_in_spite_of_a_strike_is_noticed_after_a_second() {
      limited(1, "Tenanted", "tenant", 1000, 1001);
      story.ban("tenant", 100, 5000);
      assertThat(story.violated()).isEmpty();

      limited(2, "Tenanted", "tenant", 1200, 1201);

      assertThat(story.violated()).containsExactly(Invariants.STRIKE);
    }
  }

  @Test
  void what_is_left_in_Redis_is_noticed() {
    story.write("kept", "keys", 3).write("residue", "text", "a key does not expire");

    assertThat(story.violated()).containsExactly(Invariants.RESIDUE);
  }
}
