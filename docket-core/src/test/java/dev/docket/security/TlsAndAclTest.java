package dev.docket.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.DocketConnectionException;
import dev.docket.Execution;
import dev.docket.Placement;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Retry;
import dev.docket.local.FreePort;
import dev.docket.local.LocalCluster;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with TLS whose clients have a certificate of a private CA and few rights. */
class TlsAndAclTest {

  private static final Path GUIDE = Path.of("../docs/operations/security.md");
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Certificates certificates;
  private static LocalRedis redis;
  private static int tlsPort;

  record Total(int a, int b) implements ResultTask<Integer> {}

  @Retry(attempts = 2)
  record Charge(@ConcurrencyLimit(max = 1) long customer, int number) implements Task {}

  @RateLimit(max = 5, per = "100ms")
  record Mail(int number) implements Task {}

  @Cooldown("1h")
  record Alert() implements Task {}

  @Debounce("20ms")
  record Reindex() implements Task {}

  @Perpetual(every = "10ms")
  record Tick() implements Task {}

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.make(folder);
    tlsPort = FreePort.next();
    redis =
        LocalRedis.builder()
            .arguments(
                "--tls-port", "" + tlsPort,
                "--tls-cert-file", certificates.cert().toString(),
                "--tls-key-file", certificates.key().toString(),
                "--tls-ca-cert-file", certificates.ca().toString(),
                "--tls-auth-clients", "optional")
            .start();
    setUser(redis, "orders");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  /**
   * Makes the user with the words of the guide, so that what is written there is what is tested.
   */
  private static void setUser(LocalRedis server, String docket) throws IOException {
    Matcher block =
        Pattern.compile("```\\nACL SETUSER docket (.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(GUIDE));
    assertThat(block.find()).isTrue();
    String rules =
        block.group(1).replace("\\\n", " ").replace("{orders}", "{" + docket + "}").strip();
    CommandArgs<String, String> args =
        new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("docket");
    for (String rule : rules.split("\\s+")) {
      args.add(rule);
    }
    RedisClient client = RedisClient.create(server.url());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), args);
    }
    client.shutdown();
  }

  private static List<Object> refusals(LocalRedis server) {
    RedisClient client = RedisClient.create(server.url());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection
          .sync()
          .dispatch(
              CommandType.ACL,
              new NestedMultiOutput<>(StringCodec.UTF8),
              new CommandArgs<>(StringCodec.UTF8).add("LOG"));
    } finally {
      client.shutdown();
    }
  }

  private static String url(String options) {
    return "rediss://docket:secret@127.0.0.1:" + tlsPort + "/0" + options;
  }

  /** What an application and its operators do. */
  private static void everything(Docket docket) throws InterruptedException {
    AtomicInteger failures = new AtomicInteger(2);
    CountDownLatch started = new CountDownLatch(1);
    docket.register(Total.class, total -> total.a() + total.b());
    docket.register(Mail.class, mail -> {});
    docket.register(Alert.class, alert -> {});
    docket.register(Reindex.class, (reindex, context) -> context.progress().increment());
    docket.register(Tick.class, tick -> {});
    docket.register(
        Charge.class,
        (charge, context) -> {
          if (charge.number() == 0 && !context.redelivered()) {
            started.countDown();
            new CountDownLatch(1).await();
          } else if (charge.number() == 1 && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("declined");
          }
        });
    for (int i = 0; i < 8; i++) {
      docket.add(new Mail(i));
      docket.add(new Alert());
      docket.add(new Reindex());
      docket.add(new Charge(1, i + 10));
    }
    docket.add(new Charge(2, 1), Schedule.keyed("declined"));
    docket.add(new Tick(), Schedule.keyed("tick"));
    docket.addAll(List.of(new Placement(new Total(1, 1), Schedule.in(Duration.ofMillis(50)))));
    docket.add(new Total(2, 2), Schedule.in(Duration.ofHours(1)).withKey("k"));
    docket.replace(new Total(2, 3), Schedule.in(Duration.ofHours(2)).withKey("k"));
    assertThat(docket.cancel("k")).isTrue();
    Strike strike = Strike.parameter("a", Operator.EQ, 13);
    docket.strike(strike);
    docket.add(new Total(13, 0));
    try (Worker worker = Worker.builder(docket).build()) {
      worker.runAtMost(Map.of("tick", 2));
    }
    docket.restore(strike);
    assertThat(docket.failed(10)).hasSize(1);
    assertThat(docket.requeue("declined")).isTrue();
    docket.add(new Charge(3, 0), Schedule.keyed("crashed"));
    docket.add(new Charge(3, 2));
    try (Worker dead = Worker.builder(docket).build();
        Worker other = Worker.builder(docket).build()) {
      dead.start();
      assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(docket.concurrencySets()).isNotEmpty();
      assertThat(docket.snapshot().running()).isNotEmpty();
      assertThat(docket.workers()).hasSize(1);
      dead.faults().crash();
      other.start();
      Execution<Integer> total = docket.add(new Total(20, 22));
      assertThat(total.result(LONGEST)).isEqualTo(42);
      Awaitility.await()
          .atMost(LONGEST)
          .until(() -> docket.execution("crashed").orElseThrow().state().isTerminal());
      docket.add(new Charge(4, 0), Schedule.in(Duration.ofHours(1)));
    }
    docket.clear();
    assertThat(docket.snapshot().totalTasks()).isZero();
  }

  private static Docket open(String url) {
    return Docket.builder()
        .url(url)
        .name("orders")
        .heartbeatInterval(Duration.ofMillis(300))
        .missedHeartbeats(6)
        .build();
  }

  @Test
  void a_user_with_the_rights_of_the_guide_can_do_everything_over_tls() throws Exception {
    try (Docket docket = open(url("?ca=" + certificates.ca()))) {
      everything(docket);
    }

    assertThat(refusals(redis)).isEmpty();
  }

  @Test
  void the_rights_are_enough_on_a_cluster_too() throws Exception {
    try (LocalCluster cluster = LocalCluster.start()) {
      for (LocalRedis node : cluster.nodes()) {
        setUser(node, "orders");
      }
      String url = cluster.url().replace("redis-cluster://", "redis-cluster://docket:secret@");
      try (Docket docket = open(url)) {
        everything(docket);
      }
      for (LocalRedis node : cluster.nodes()) {
        assertThat(refusals(node)).isEmpty();
      }
    }
  }

  @Test
  void the_user_can_touch_no_other_docket_and_do_nothing_dangerous() {
    assertThatThrownBy(() -> Docket.connect(url("?ca=" + certificates.ca()), "others").snapshot())
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("NOPERM")
        .hasMessageContaining("security.md");
    RedisClient client =
        RedisClient.create(redis.url().replace("redis://", "redis://docket:secret@"));
    var commands = client.connect().sync();
    assertThatThrownBy(() -> commands.get("{others}:run:x")).hasMessageContaining("NOPERM");
    assertThatThrownBy(() -> commands.publish("{others}:cancel", "1 x"))
        .hasMessageContaining("NOPERM");
    assertThatThrownBy(commands::flushall).hasMessageContaining("NOPERM");
    assertThatThrownBy(() -> commands.configGet("*")).hasMessageContaining("NOPERM");
    assertThatThrownBy(() -> commands.keys("*")).hasMessageContaining("NOPERM");
    client.shutdown();
    clearRefusals();
  }

  private static void clearRefusals() {
    RedisClient client = RedisClient.create(redis.url());
    client.connect().sync().aclLogReset();
    client.shutdown();
  }

  @Test
  void a_client_certificate_is_shown() {
    String client = "&cert=" + certificates.cert() + "&key=" + certificates.key();
    try (Docket docket = open(url("?ca=" + certificates.ca() + client))) {
      assertThat(docket.strikes()).isEmpty();
    }
    assertThatThrownBy(() -> open(url("?ca=" + certificates.ca() + "&cert=" + certificates.cert())))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("both cert= and key=");
  }

  @Test
  void what_is_wrong_with_tls_is_named_with_how_to_mend_it() throws Exception {
    assertThatThrownBy(() -> open(url("")))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("?ca=")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> open(url("?ca=/no/such.pem")))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("ca=/no/such.pem")
        .hasMessageContaining("not a file that can be read");
    Path garbage = Files.writeString(folder.resolve("garbage.pem"), "no certificate");
    assertThatThrownBy(() -> open(url("?ca=" + garbage)))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("garbage.pem");
    assertThatThrownBy(() -> open(url("?verify=never")))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("full, ca or none");
    assertThatThrownBy(() -> open(redis.url() + "?ca=" + certificates.ca()))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("rediss");
    assertThatThrownBy(() -> open("redis-sentinel://h:1?sentinel=user:hidden"))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageNotContaining("hidden");
  }

  @Test
  void a_certificate_for_another_host_is_refused_unless_only_the_ca_is_checked() {
    String other = url("?ca=" + certificates.ca()).replace("127.0.0.1", "localhost");
    assertThatThrownBy(() -> open(other))
        .isInstanceOf(DocketConnectionException.class)
        .hasMessageContaining("?verify=ca");
    try (Docket docket = open(other + "&verify=ca")) {
      assertThat(docket.strikes()).isEmpty();
    }
  }
}
