package dev.docket.dashboard;

import dev.docket.cli.Main;

/**
 * The main class of the standalone jar: the command line, with {@code dashboard} as its default.
 */
public final class DashboardMain {

  private DashboardMain() {}

  /**
   * Serves a dashboard, or runs another command when the first argument names one.
   *
   * @param args as {@code docket dashboard} takes them
   */
  public static void main(String[] args) {
    System.exit(Main.runOr("dashboard", args));
  }
}
