package dev.docket.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.chaos.Chaos.Result;
import dev.docket.chaos.Chaos.Setup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** A short chaos that finds nothing, and two that break the engine on purpose and do. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "It stops processes by SIGSTOP")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ChaosTest {

  private static List<String> options;

  @BeforeAll
  static void archiveTheClasses(@TempDir Path folder) throws Exception {
    options = ClassCache.options(folder);
  }

  @Test
  void a_short_chaos_violates_nothing(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder)
      throws Exception {
    Result result = Chaos.run(new Setup(41, 1500, 30, 3, false, Sabotage.NONE), folder, options);

    System.out.println(result);
    assertThat(result.violations()).as("%s", result).isZero();
  }

  @Test
  void with_acknowledgement_before_the_run_work_is_lost(@TempDir Path folder) throws Exception {
    Result result =
        Chaos.run(new Setup(89, 600, 16, 2, false, Sabotage.ACK_BEFORE_RUN), folder, options);

    assertThat(violated(result)).as("%s", result).contains(Invariants.RAN, Invariants.RESIDUE);
  }

  @Test
  void without_leases_runs_are_given_to_two(@TempDir Path folder) throws Exception {
    // Of these three workers two have no leases, and no fault of this seed is meant for them: what
    // befalls a worker excuses its runs.
    Result result =
        Chaos.run(new Setup(276, 300, 10, 3, false, Sabotage.NO_LEASES), folder, options);

    assertThat(violated(result)).as("%s", result).contains(Invariants.OVERLAP);
  }

  private static List<String> violated(Result result) {
    return result.findings().stream()
        .filter(finding -> !finding.violations().isEmpty())
        .map(Finding::invariant)
        .toList();
  }
}
