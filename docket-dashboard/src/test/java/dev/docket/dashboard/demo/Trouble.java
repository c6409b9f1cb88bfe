package dev.docket.dashboard.demo;

import dev.docket.Docket;
import dev.docket.Placement;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Logged;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.TaskName;
import dev.docket.dashboard.DocketDashboard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A shop at three in the morning, for looking around: one of everything that keeps an execution
 * from running, and five hundred failures of three causes.
 */
public final class Trouble implements AutoCloseable {

  @TaskName("send-invoice")
  record SendInvoice(@Logged long orderId, @Logged long customerId) implements Task {}

  @TaskName("charge-card")
  record ChargeCard(@Logged long orderId, @Logged @ConcurrencyLimit(max = 1) long customerId)
      implements Task {}

  @TaskName("import-catalogue")
  record ImportCatalogue(@Logged String supplier) implements Task {}

  @TaskName("send-newsletter")
  @RateLimit(max = 1, per = "1h")
  record SendNewsletter(@Logged int edition) implements Task {}

  @TaskName("sync-customer")
  @ExponentialRetry(attempts = 5, minimumDelay = "10m", maximumDelay = "1h")
  record SyncCustomer(@Logged long customerId) implements Task {}

  @TaskName("notify-webhook")
  record NotifyWebhook(@Logged String url) implements Task {}

  @TaskName("translate-page")
  record TranslatePage(@Logged String page) implements Task {}

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String[] CAUSES = {
    "Gateway timed out after %d ms (order %d)",
    "Gateway timed out after %d ms (order %d), and its card was charged",
    "crm.example answered 503 Service Unavailable"
  };

  private final String url;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Docket> dockets = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final Random random = new Random(3);

  public Trouble(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws InterruptedException {
    String url = args.length > 0 ? args[0] : "memory://dashboard-trouble";
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
    try (Docket shop = Docket.connect(url, "shop");
        Docket warehouse = Docket.connect(url, "warehouse");
        Trouble trouble = new Trouble(url);
        DocketDashboard dashboard =
            DocketDashboard.builder().docket(shop).docket(warehouse).port(port).start()) {
      trouble.start(shop, warehouse);
      System.out.println("Open " + dashboard.address());
      new CountDownLatch(1).await();
    }
  }

  /** Brings both dockets into trouble; returns when most of it is there. */
  public void start(Docket shop, Docket warehouse) {
    healthy();
    fail(shop);
    hanging(shop);
    silent(shop);
    pending(shop);
    abandoned(warehouse);
  }

  private void healthy() {
    Docket docket = connect("shop", 5);
    docket.register(SendInvoice.class, this::invoice);
    docket.register(SendNewsletter.class, t -> {});
    docket.register(NotifyWebhook.class, t -> {});
    docket.register(
        SyncCustomer.class,
        t -> {
          throw new IllegalStateException("crm.example answered 503 Service Unavailable");
        });
    start(docket, "shop-1", 6);
  }

  private void invoice(SendInvoice invoice) {
    if (invoice.customerId == 0) {
      String cause = CAUSES[(int) (invoice.orderId % 5 % 3)];
      throw new IllegalStateException(
          cause.formatted(3_000 + random.nextInt(900), invoice.orderId));
    }
  }

  private static void fail(Docket shop) {
    shop.addAll(
        IntStream.range(0, 500)
            .mapToObj(
                n -> new Placement(new SendInvoice(48_000 + n, 0), Schedule.keyed("invoice-" + n)))
            .toList());
  }

  /** Its handlers never come back, and its heart beats on. */
  private void hanging(Docket shop) {
    Docket docket = connect("shop", 5);
    docket.register(ImportCatalogue.class, t -> end.await());
    start(docket, "importer", 2);
    for (String supplier : List.of("acme", "globex", "initech", "hooli")) {
      shop.add(new ImportCatalogue(supplier), Schedule.keyed("import-" + supplier));
    }
  }

  /** It has crashed while it had a slot, and nobody takes it for dead yet. */
  private void silent(Docket shop) {
    Worker worker = charging("shop", 30, "charger");
    charge(shop, 3);
    worker.faults().crash();
    shop.add(new ChargeCard(48_116, 8), Schedule.keyed("charge-48116"));
  }

  /** Its only worker died long ago while it had a slot. */
  private void abandoned(Docket warehouse) {
    Worker worker = charging("warehouse", 5, "picker");
    charge(warehouse, 2);
    worker.faults().crashLongAgo();
  }

  private Worker charging(String name, int missedHeartbeats, String worker) {
    Docket docket = connect(name, missedHeartbeats);
    docket.register(ChargeCard.class, t -> end.await());
    return start(docket, worker, 4);
  }

  /** The first has the slot of the customer, and the others wait for it. */
  private static void charge(Docket docket, int many) {
    for (int n = 0; n < many; n++) {
      String key = "charge-" + (48_113 + n);
      docket.add(new ChargeCard(48_113 + n, 7), Schedule.keyed(key));
      if (n == 0) {
        Awaitility.await().until(() -> docket.execution(key).orElseThrow().startedAt() != null);
      }
    }
    Awaitility.await().until(() -> docket.operations().status().parked() >= many - 1);
  }

  private static void pending(Docket shop) {
    shop.add(new SendNewsletter(1), Schedule.keyed("newsletter-1"));
    shop.add(new SendNewsletter(2), Schedule.keyed("newsletter-2"));
    shop.add(new SyncCustomer(1_007), Schedule.keyed("sync-1007"));
    shop.add(new TranslatePage("/imprint"), Schedule.keyed("translate-imprint"));
    shop.add(
        new NotifyWebhook("https://old.example/hook"), Schedule.in(HOUR).withKey("hook-48113"));
    shop.operations()
        .strike(
            Strike.task("notify-webhook").where("url", Operator.EQ, "https://old.example/hook"),
            "Their endpoint answers 500 since Monday",
            "marie");
  }

  private Docket connect(String name, int missedHeartbeats) {
    Docket docket = Docket.builder().url(url).name(name).missedHeartbeats(missedHeartbeats).build();
    dockets.add(docket);
    return docket;
  }

  private Worker start(Docket docket, String name, int concurrency) {
    Worker worker =
        Worker.builder(docket)
            .name(name)
            .concurrency(concurrency)
            .drainTimeout(Duration.ofSeconds(1))
            .build();
    worker.start();
    workers.add(worker);
    return worker;
  }

  @Override
  public void close() {
    end.countDown();
    workers.forEach(Worker::close);
    dockets.forEach(Docket::close);
  }
}
