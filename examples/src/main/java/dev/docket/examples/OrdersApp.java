package dev.docket.examples;

import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Worker;
import dev.docket.examples.Tasks.Charge;
import dev.docket.examples.Tasks.CheckStock;
import dev.docket.examples.Tasks.Ship;
import dev.docket.examples.Tasks.Turnover;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Processes a file of orders with two workers: charges cards (retried, one at a time per customer),
 * ships at once or later, looks at the stock all the while, and refuses a customer who is struck.
 * Ends by itself with a summary.
 */
public final class OrdersApp {

  private static final Strike FRAUD = Strike.parameter("customerId", Operator.EQ, 666);
  private static final String DASHBOARD = "--dashboard";
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Docket docket;
  private final Board board;
  private final PrintStream out;

  private OrdersApp(Docket docket, Board board, PrintStream out) {
    this.docket = docket;
    this.board = board;
    this.out = out;
  }

  /**
   * Runs the application.
   *
   * @param args the URL of a Redis; none starts one. With {@code --dashboard} a dashboard is served
   *     meanwhile and afterwards, until Enter is pressed
   * @throws Exception when Redis or the orders file cannot be read
   */
  public static void main(String[] args) throws Exception {
    List<String> given = new ArrayList<>(List.of(args));
    boolean watched = given.remove(DASHBOARD);
    String url =
        given.isEmpty()
            ? Objects.requireNonNullElse(System.getenv("DOCKET_URL"), "memory://orders")
            : given.get(0);
    System.exit((watched ? show(url, System.out) : run(url, System.out)) ? 0 : 1);
  }

  /** Processes the orders; says whether the summary adds up. */
  static boolean run(String url, PrintStream out) throws Exception {
    Board board = new Board(out);
    try (Docket docket = connect(url, board, out)) {
      out.println("Watch it in the dashboard: -Dargs=" + DASHBOARD);
      return new OrdersApp(docket, board, out).process();
    }
  }

  /** The same with a dashboard, which stays until somebody presses Enter. */
  private static boolean show(String url, PrintStream out) throws Exception {
    Board board = new Board(out);
    try (Docket docket = connect(url, board, out);
        Show show = Show.open(docket, System.in, out)) {
      boolean addsUp = new OrdersApp(docket, board, out).process();
      show.stay();
      return addsUp;
    }
  }

  private static Docket connect(String url, Board board, PrintStream out) {
    String name = "orders-" + ProcessHandle.current().pid();
    Docket docket = Docket.builder().url(url).name(name).listener(board).build();
    out.printf(
        "Docket %s on %s (another Redis: -Dargs=redis://host:6379, or DOCKET_URL)%n",
        name, url.replaceFirst("//[^@/]*@", "//"));
    return docket;
  }

  private boolean process() throws Exception {
    docket.register(new Shop());
    docket.strike(FRAUD);
    out.println("Struck: " + FRAUD);
    try (Worker first = Worker.builder(docket).name("worker-1").concurrency(4).build();
        Worker second = Worker.builder(docket).name("worker-2").concurrency(4).build()) {
      first.start();
      second.start();
      docket.add(new CheckStock(), Schedule.keyed("stock"));
      int unreadable = place();
      finish();
      docket.restore(FRAUD);
      out.println("Restored: " + FRAUD);
      docket.add(new Ship(1000, 666), Schedule.keyed("ship-1000"));
      finish();
      docket.cancel("stock");
      Execution<Long> turnover = docket.add(new Turnover());
      long cents = turnover.result(LONGEST);
      finish();
      return summary(unreadable, cents);
    }
  }

  private int place() throws IOException {
    int unreadable = 0;
    for (String line : lines()) {
      try {
        Order order = Order.parse(line);
        docket.add(
            new Charge(order.number(), order.customer(), order.card(), order.cents()),
            Schedule.keyed("charge-" + order.number()));
        docket.add(
            new Ship(order.number(), order.customer()),
            Schedule.in(order.shipIn()).withKey("ship-" + order.number()));
      } catch (IllegalArgumentException e) {
        unreadable++;
        out.println("  passed over: " + e.getMessage());
      }
    }
    return unreadable;
  }

  private static List<String> lines() throws IOException {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    OrdersApp.class.getResourceAsStream("/orders.csv"), "orders.csv"),
                StandardCharsets.UTF_8))) {
      List<String> lines = new ArrayList<>(in.lines().toList());
      lines.remove(0);
      return lines;
    }
  }

  /** Waits until only the stock check is left, with a line of progress now and then. */
  private void finish() throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int looks = 0;
    while (board.ended() < expected() && System.nanoTime() < deadline) {
      if (looks++ % 10 == 0) {
        board.progress(docket.snapshot().totalTasks());
      }
      Thread.sleep(50);
    }
  }

  /** All that was added, but for the chain of stock checks. */
  private int expected() {
    return board.added.get() - 1;
  }

  private boolean summary(int unreadable, long cents) {
    boolean addsUp = board.ended() == expected() && docket.failed(100).size() == board.failed.get();
    board.progress(docket.snapshot().totalTasks());
    out.printf(
        "%nAdded %d = succeeded %d + failed %d + cancelled %d   (retries %d, struck %d, stock"
            + " checks %d, unreadable lines %d)%n",
        expected(),
        board.succeeded.get(),
        board.failed.get(),
        board.cancelled.get(),
        board.retried.get(),
        board.refused.get(),
        board.stockChecks.get(),
        unreadable);
    docket.failed(100).forEach(r -> out.printf("  failed: %s, %s%n", r.key(), r.error()));
    out.printf(
        "Charged %d.%02d. %s%n",
        cents / 100, cents % 100, addsUp ? "It adds up." : "IT DOES NOT ADD UP.");
    return addsUp;
  }
}
