package dev.docket.chaos;

import dev.docket.Docket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Breaks everything around Docket while it works, and checks afterwards that it kept its promises.
 * {@code mvn -q -Pchaos -pl docket-core test-compile -Dchaos.tasks=20000 -Dchaos.faults=200
 * -Dchaos.seed=1}; also {@code -Dchaos.topology=sentinel} and {@code -Dchaos.sabotage=no-leases} or
 * {@code ack-before-run}. Ends with status 1 when an invariant is violated. With {@code
 * chaos.journals}, a folder, only checks again what an earlier run has journaled.
 */
public final class Chaos {

  /** How long producers and workers may go on after the last fault: for a busy machine, longer. */
  private static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("chaos.patience", 150L));

  private Chaos() {}

  /**
   * What is to be done.
   *
   * @param tasks how many submissions, replacements not counted
   * @param faults how many
   */
  record Setup(long seed, int tasks, int faults, int workers, boolean sentinel, Sabotage sabotage) {
    static Setup fromProperties() {
      return new Setup(
          Long.getLong("chaos.seed", System.currentTimeMillis() % 100_000),
          Integer.getInteger("chaos.tasks", 3000),
          Integer.getInteger("chaos.faults", 40),
          Integer.getInteger("chaos.workers", 4),
          System.getProperty("chaos.topology", "standalone").equals("sentinel"),
          Sabotage.of(System.getProperty("chaos.sabotage", "none")));
    }

    @Override
    public String toString() {
      return "seed %d, %s, %d workers, sabotage %s"
          .formatted(seed, sentinel ? "Sentinel" : "one server with AOF", workers, sabotage.word());
    }
  }

  /** What came of it. */
  record Result(String summary, List<Finding> findings, Path folder) {
    long violations() {
      return Checker.violations(findings);
    }

    @Override
    public String toString() {
      return summary + "\n" + Report.table(findings) + "\n" + Report.violations(findings, false);
    }
  }

  public static void main(String[] args) throws Exception {
    Setup setup = Setup.fromProperties();
    String journals = System.getProperty("chaos.journals");
    Result result = journals == null ? runOnce(setup) : judge(setup, Path.of(journals), 0);
    System.out.println(result);
    System.out.println("Journals and logs: " + result.folder());
    System.exit(result.violations() == 0 ? 0 : 1);
  }

  private static Path folder(Setup setup) throws IOException {
    Path parent = Files.createDirectories(Path.of("target", "chaos"));
    return Files.createTempDirectory(parent, "seed-" + setup.seed() + "-").toAbsolutePath();
  }

  private static Result runOnce(Setup setup) throws Exception {
    Path folder = folder(setup);
    return run(setup, folder, ClassCache.options(folder));
  }

  /** Does it all, with the given options of the JVMs that it starts. */
  static Result run(Setup setup, Path folder, List<String> options) throws Exception {
    long began = System.nanoTime();
    Plan plan = Plan.draw(setup.seed(), setup.faults(), setup.sentinel());
    double perSecond = setup.tasks() / Math.max(5.0, plan.length() / 1000.0 - 2);
    try (Servers servers = Servers.start(setup.sentinel());
        Journal journal = Journal.open(folder, "driver");
        Probe probe = Probe.start(servers, journal);
        Crew crew =
            new Crew(
                setup,
                folder,
                servers.url(),
                journal,
                perSecond,
                options,
                () -> Residue.isLeft(servers))) {
      disturb(plan, crew, servers, journal, setup, Progress.ofCalls(folder));
      crew.awaitProducers(PATIENCE);
      if (!Residue.awaitDrained(servers, PATIENCE)) {
        journal.write("residue", "text", "Not drained after " + PATIENCE);
      }
      crew.finish();
      servers.ask(
          redis -> {
            Residue.write(redis, journal);
            return true;
          });
    }
    return judge(setup, folder, (System.nanoTime() - began) / 1_000_000_000);
  }

  private static void disturb(
      Plan plan, Crew crew, Servers servers, Journal journal, Setup setup, Progress progress)
      throws Exception {
    crew.start();
    try (Docket docket = Docket.connect(servers.url(), Settings.DOCKET)) {
      Bans bans = new Bans(docket, journal, setup.seed());
      Thread striking = Thread.ofPlatform().name("chaos-strikes").start(bans);
      new Driver(plan, crew, servers, journal, progress, setup.tasks()).run();
      bans.end();
      striking.join();
    }
  }

  /** Reads the journals that a run has left; may be done again later. */
  static Result judge(Setup setup, Path folder, long seconds) throws IOException {
    Evidence evidence = EvidenceReader.read(Journal.readAll(folder));
    List<Finding> findings = Checker.check(evidence);
    Result result = new Result(Report.summary(setup, evidence, seconds), findings, folder);
    Files.writeString(folder.resolve("report.txt"), result.toString());
    Files.writeString(folder.resolve("violations.txt"), Report.violations(findings, true));
    return result;
  }
}
