package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Residue;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResidueTest extends OnRedis {

  record Call(@ConcurrencyLimit(max = 1) long customer) implements Task {}

  @Test
  void a_docket_that_was_used_leaves_no_lasting_key() {
    docket.register(Call.class, call -> {});
    for (int n = 0; n < 5; n++) {
      docket.add(new Call(n % 2));
    }
    docket.strike(Strike.task("other"));

    runUntilFinished();

    assertThat(Residue.of(docket)).isEmpty();
  }

  @Test
  void pending_work_is_no_residue() {
    leavesWork();
    docket.add(new Call(1), Schedule.in(Duration.ofDays(1)));
    docket.add(new Call(2));

    assertThat(Residue.of(docket)).isEmpty();
  }

  @Test
  void a_lasting_key_is_found_and_erased() {
    String stray = "{" + docket.name() + "}:stray";
    COMMANDS.set(stray, "x");

    assertThat(Residue.of(docket)).containsExactly(stray);
    assertThat(Residue.erase(docket)).isEqualTo(1);
    assertThat(COMMANDS.exists(stray)).isZero();
  }

  @Test
  void a_docket_is_tidied_up_in_one_go() {
    String stray = "{" + docket.name() + "}:stray";
    COMMANDS.set(stray, "x");
    docket.add(new Call(1));
    docket.add(new Call(2), Schedule.in(Duration.ofDays(1)));

    Residue.Left left = Residue.tidy(docket);

    assertThat(left.leaks()).containsExactly(stray);
    assertThat(left.workers()).isEmpty();
    assertThat(COMMANDS.keys("{" + docket.name() + "}*")).isEmpty();
  }

  @Test
  void a_name_that_looks_like_a_pattern_is_taken_literally() {
    String name = "odd[*]?-^\\" + UUID.randomUUID();
    try (Docket odd = Docket.connect(REDIS.url(), name)) {
      String stray = "{" + name + "}:stray";
      COMMANDS.set(stray, "x");

      assertThat(Residue.of(odd)).containsExactly(stray);
      assertThat(Residue.erase(odd)).isEqualTo(1);
    }
  }

  @Test
  void who_listens_is_seen() throws Exception {
    leavesWork();
    Execution<Void> execution = docket.add(new Call(1), Schedule.keyed("call"));

    try (AutoCloseable subscription = execution.subscribe(event -> {})) {
      assertThat(Residue.channels(docket)).contains("{" + docket.name() + "}:state:call");
    }
  }
}
