package dev.docket.examples;

import dev.docket.Docket;
import dev.docket.dashboard.DocketDashboard;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;

/** A dashboard beside the application: while the orders run, and afterwards until Enter. */
final class Show implements AutoCloseable {

  private static final int PORT = 8080;

  private final DocketDashboard dashboard;
  private final InputStream in;
  private final PrintStream out;

  private Show(DocketDashboard dashboard, InputStream in, PrintStream out) {
    this.dashboard = dashboard;
    this.in = in;
    this.out = out;
  }

  /** Opens it on port 8080, or on a free port when that is taken, and says where. */
  static Show open(Docket docket, InputStream in, PrintStream out) {
    DocketDashboard dashboard;
    try {
      dashboard = DocketDashboard.start(docket, PORT);
    } catch (IllegalStateException taken) {
      dashboard = DocketDashboard.start(docket, 0);
    }
    out.println("Dashboard: " + dashboard.address());
    return new Show(dashboard, in, out);
  }

  /** Returns when a line was entered. Where nobody can enter one, the process has to be stopped. */
  void stay() throws IOException, InterruptedException {
    out.println("Dashboard: " + dashboard.address() + ", until Enter or Ctrl+C");
    if (in.read() < 0) {
      new CountDownLatch(1).await();
    }
  }

  @Override
  public void close() {
    dashboard.close();
  }
}
