package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.behavior.ConcurrencyLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** When a run started is told alike to whoever asks. */
class StartTimesTest extends OnVirtualTime {

  record Plain() implements Task {}

  record Limited(@ConcurrencyLimit(max = 5) String customer) implements Task {}

  private final Map<String, Instant> started = new ConcurrentHashMap<>();

  /** Time passes whenever somebody asks for it. */
  private static final class Passing extends JumpingClock {
    @Override
    public Instant now() {
      advance(Duration.ofSeconds(1));
      return super.now();
    }
  }

  private final class Scribe implements DocketListener {
    @Override
    public void runStarted(RunStarted run) {
      started.put(run.key(), run.startedAt());
    }
  }

  @Override
  Docket.Builder settings() {
    return super.settings().clock(new Passing()).listener(new Scribe());
  }

  @Test
  void listeners_and_records_tell_the_same_start_of_runs_that_were_claimed_together() {
    docket.register(Plain.class, plain -> {});
    docket.register(Limited.class, limited -> {});
    docket.add(new Plain(), Schedule.keyed("plain"));
    docket.add(new Limited("ada"), Schedule.keyed("limited"));

    runUntilFinished();

    assertThat(started).containsOnlyKeys("plain", "limited");
    started.forEach(
        (key, at) ->
            assertThat(docket.execution(key).orElseThrow().startedAt()).as(key).isEqualTo(at));
  }
}
