package dev.docket.dashboard.demo;

import dev.docket.Docket;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cron;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Logged;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.Retry;
import dev.docket.behavior.TaskName;
import dev.docket.dashboard.DocketDashboard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A shop that is busy all day, for screenshots and for looking around. */
public final class Demo implements AutoCloseable {

  @TaskName("send-invoice")
  record SendInvoice(@Logged long orderId, @Logged long customerId, String card) implements Task {}

  @TaskName("charge-card")
  @Retry(attempts = 3, delay = "20s")
  record ChargeCard(
      @Logged long orderId, @Logged @ConcurrencyLimit(max = 1) long customerId, String card)
      implements Task {}

  @TaskName("resize-image")
  record ResizeImage(@Logged String image, @Logged int width) implements Task {}

  @TaskName("import-catalogue")
  @ConcurrencyLimit(max = 2)
  record ImportCatalogue(@Logged String supplier, @Logged int rows) implements Task {}

  @TaskName("sync-customer")
  @ExponentialRetry(attempts = 5, minimumDelay = "30s", maximumDelay = "10m")
  record SyncCustomer(@Logged long customerId) implements Task {}

  @TaskName("notify-webhook")
  record NotifyWebhook(@Logged String url, @Logged(lengthOnly = true) String body)
      implements Task {}

  @TaskName("check-stock")
  @Perpetual(every = "15s", automatic = true)
  record CheckStock() implements Task {}

  @TaskName("rotate-keys")
  @Perpetual(every = "6h", automatic = true)
  record RotateKeys() implements Task {}

  @TaskName("daily-report")
  @Cron("0 6 * * *")
  record DailyReport() implements Task {}

  @TaskName("close-books")
  @Cron("@monthly")
  record CloseBooks() implements Task {}

  @TaskName("translate-page")
  record TranslatePage(@Logged String page) implements Task {}

  private static final String[] SUPPLIERS = {"acme", "globex", "initech", "umbrella", "hooli"};

  private final Docket docket;
  private final Random random = new Random(7);
  private final List<Worker> workers = new ArrayList<>();
  private final ScheduledExecutorService load = Executors.newSingleThreadScheduledExecutor();
  private long order = 48_200;

  public Demo(Docket docket) {
    this.docket = docket;
    docket.register(SendInvoice.class, t -> pause(20, 90));
    docket.register(ChargeCard.class, this::charge);
    docket.register(ResizeImage.class, t -> pause(200, 900));
    docket.register(ImportCatalogue.class, this::importCatalogue);
    docket.register(SyncCustomer.class, this::sync);
    docket.register(NotifyWebhook.class, this::notifyWebhook);
    docket.register(CheckStock.class, t -> pause(100, 300));
    docket.register(RotateKeys.class, t -> pause(10, 20));
    docket.register(DailyReport.class, t -> pause(10, 20));
    docket.register(CloseBooks.class, t -> pause(10, 20));
  }

  public static void main(String[] args) throws InterruptedException {
    String url = args.length > 0 ? args[0] : "memory://dashboard-demo";
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
    try (Docket docket = Docket.connect(url, "shop");
        Docket other = Docket.connect(url, "newsletter");
        Demo demo = new Demo(docket);
        DocketDashboard dashboard =
            DocketDashboard.builder().docket(docket).docket(other).port(port).start()) {
      demo.start();
      System.out.println("Open " + dashboard.address());
      new java.util.concurrent.CountDownLatch(1).await();
    }
  }

  /** Starts three workers and keeps them busy. */
  public void start() {
    for (int i = 1; i <= 3; i++) {
      Worker worker = Worker.builder(docket).name("shop-" + i).concurrency(6).build();
      worker.start();
      workers.add(worker);
    }
    seed();
    load.scheduleWithFixedDelay(this::add, 0, 250, TimeUnit.MILLISECONDS);
  }

  private void seed() {
    docket
        .operations()
        .strike(
            Strike.task("notify-webhook").where("url", Operator.EQ, "https://old.example/hook"),
            "Their endpoint answers 500 since Monday",
            "marie");
    docket
        .operations()
        .strike(
            Strike.parameter("customerId", Operator.EQ, 666), "Chargebacks, see case 8123", "ops");
    docket.operations().audit("marie", "requeue", "charge-48113", "Runs again, from attempt 1");
    docket
        .operations()
        .audit(
            "marie",
            "strike",
            "notify-webhook where url == \"https://old.example/hook\"",
            "Struck: notify-webhook where url == \"https://old.example/hook\"");
    docket
        .operations()
        .audit("ops", "requeue all", "failed, task charge-card", "62 executions requeued");
    docket.operations().audit("ops", "run now", "daily-report", "Due now");
    for (String supplier : SUPPLIERS) {
      docket.add(
          new ImportCatalogue(supplier, 40_000 + random.nextInt(50_000)),
          Schedule.keyed("import-" + supplier));
    }
    for (int i = 0; i < 40; i++) {
      docket.add(
          new SendInvoice(order + i, 1_000 + i % 17, "4929"),
          Schedule.in(Duration.ofSeconds(60 + i * 97L)).withKey("reminder-" + (order + i)));
    }
    docket.add(new TranslatePage("/imprint"), Schedule.keyed("translate-imprint"));
  }

  private void add() {
    try {
      for (int i = 0; i < 3; i++) {
        order++;
        long customer = 1_000 + random.nextInt(40);
        docket.add(new SendInvoice(order, customer, "4929"), Schedule.keyed("invoice-" + order));
        if (random.nextInt(3) == 0) {
          docket.add(new ChargeCard(order, customer, "4929"), Schedule.keyed("charge-" + order));
        }
        if (random.nextInt(3) == 0) {
          docket.add(
              new ResizeImage("product-" + order + ".jpg", 640), Schedule.keyed("resize-" + order));
        }
      }
      if (random.nextInt(12) == 0) {
        docket.add(new SyncCustomer(1_000 + random.nextInt(40)));
        docket.add(
            new NotifyWebhook("https://partner.example/orders", "{\"order\":" + order + "}"));
      }
      if (random.nextInt(60) == 0) {
        docket.add(new ImportCatalogue(SUPPLIERS[random.nextInt(5)], 50_000));
      }
    } catch (RuntimeException e) {
      System.err.println("Could not add: " + e);
    }
  }

  private void charge(ChargeCard charge) throws InterruptedException {
    pause(300, 1_500);
    if (random.nextInt(20) == 0) {
      throw new IllegalStateException(
          "Gateway timed out after 3000 ms (order " + charge.orderId + ")");
    }
  }

  private void sync(SyncCustomer sync) throws InterruptedException {
    pause(50, 150);
    if (random.nextInt(3) == 0) {
      throw new IllegalStateException("crm.example answered 503 Service Unavailable");
    }
  }

  private void notifyWebhook(NotifyWebhook hook) throws InterruptedException {
    pause(80, 200);
    if (random.nextInt(5) == 0) {
      throw new java.io.UncheckedIOException(
          new java.io.IOException("Connection reset by " + hook.url));
    }
  }

  private void importCatalogue(ImportCatalogue task, TaskContext context)
      throws InterruptedException {
    context.progress().total(100);
    for (int i = 0; i < 100; i++) {
      pause(300, 500);
      context.progress().increment();
      context.progress().message("Row " + task.rows / 100 * (i + 1) + " of " + task.rows);
    }
  }

  private void pause(int least, int most) throws InterruptedException {
    Thread.sleep(least + random.nextInt(most - least));
  }

  @Override
  public void close() {
    load.shutdownNow();
    workers.forEach(Worker::close);
  }
}
