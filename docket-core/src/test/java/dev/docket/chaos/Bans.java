package dev.docket.chaos;

import dev.docket.Docket;
import dev.docket.DocketException;
import dev.docket.Strike;
import java.util.SplittableRandom;

/** Strikes one tenant after the other and restores it, until told to end. One thread runs it. */
final class Bans implements Runnable {

  private static final int TENANTS = 4;

  private final Docket docket;
  private final Journal journal;
  private final SplittableRandom random;
  private volatile boolean ending;

  Bans(Docket docket, Journal journal, long seed) {
    this.docket = docket;
    this.journal = journal;
    this.random = new SplittableRandom(seed);
  }

  static String tenant(int number) {
    return "tenant-" + Math.floorMod(number, TENANTS);
  }

  void end() {
    ending = true;
  }

  @Override
  public void run() {
    for (int id = 0; !ending; id++) {
      String tenant = tenant(id);
      Strike strike = Strike.task("Tenanted").where("tenant", Strike.Operator.EQ, tenant);
      note(id, "striking", tenant);
      boolean struck = tried(() -> docket.strike(strike));
      if (struck) {
        note(id, "struck", tenant);
      }
      Driver.sleep(random.nextInt(1500, 3500));
      note(id, "restoring", tenant);
      while (!tried(() -> docket.restore(strike))) {
        Driver.sleep(50);
      }
      note(id, "restored", tenant);
      Driver.sleep(random.nextInt(200, 1500));
    }
  }

  private void note(int id, String step, String tenant) {
    journal.write(
        "ban", "id", id, "step", step, "tenant", tenant, "at", System.currentTimeMillis());
  }

  private static boolean tried(Runnable action) {
    try {
      action.run();
      return true;
    } catch (DocketException e) {
      return false;
    }
  }
}
