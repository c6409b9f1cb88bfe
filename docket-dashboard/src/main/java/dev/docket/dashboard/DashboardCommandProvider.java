package dev.docket.dashboard;

import dev.docket.cli.CommandProvider;

/** Adds the command {@code dashboard} to the command line. */
public final class DashboardCommandProvider implements CommandProvider {

  /** Called by the command line. */
  public DashboardCommandProvider() {}

  @Override
  public Object command() {
    return new DashboardCommand();
  }
}
