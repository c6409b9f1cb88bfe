package dev.docket.internal.redis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.Task;
import dev.docket.internal.redis.ClaimStore.Claim;
import dev.docket.internal.redis.SettlementStore.Settled;
import dev.docket.internal.redis.WorkerStore.Identity;
import dev.docket.local.LocalRedis;
import io.lettuce.core.RedisClient;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Workers whose every step a test takes itself, so that others can act between two of them. */
abstract class ByHand {

  record Pack(int number) implements Task {}

  static final String KEY = "parcel";
  static final List<GateSpec> NO_GATES = List.of();

  private static final String URL = LocalRedis.shared("docket-core-tests").url();
  private static final RedisClient CLIENT = RedisClient.create(URL);

  final Keys keys = new Keys("by-hand-" + UUID.randomUUID());
  final Retention retention;
  final Docket docket;
  final RedisLink link = RedisLink.open(URL, keys.docket());
  final DocketTime time = new DocketTime(null);
  final DeliveryStore store;
  final ClaimStore claims;
  final SettlementStore settlements;
  final WorkerStore workers;
  final StatefulRedisConnection<String, String> connection = CLIENT.connect();
  final RedisCommands<String, String> redis = connection.sync();

  /** ttl: for how long what completed or was cancelled is kept. */
  ByHand(Duration ttl) {
    this.retention = new Retention(ttl, Duration.ofMinutes(1));
    this.docket = Docket.builder().url(URL).name(keys.docket()).executionTtl(ttl).build();
    DeliveryTerms terms = new DeliveryTerms(link, keys, time, retention, Duration.ofMinutes(5));
    this.store = new DeliveryStore(terms);
    this.claims = new ClaimStore(terms);
    this.settlements = new SettlementStore(terms);
    this.workers = new WorkerStore(link, keys, time, retention);
  }

  @AfterEach
  void close() {
    redis.keys("{" + keys.docket() + "}:*").forEach(redis::del);
    docket.close();
    link.close();
    connection.close();
  }

  static Identity identity(String consumer) {
    Duration second = Duration.ofSeconds(1);
    return new Identity("w", consumer, 1, second, Duration.ofMinutes(5), second);
  }

  void introduce(String consumer) {
    workers.introduce(identity(consumer), 0, Set.of("Pack"), "[]");
  }

  /** What a worker is given: one delivery. */
  Delivery read(String consumer) {
    introduce(consumer);
    StreamReader reader = link.reader(keys, consumer);
    try (reader) {
      List<Delivery> read = reader.take(reader.begin(1, Duration.ofSeconds(2)));
      assertThat(read).hasSize(1);
      return read.get(0);
    }
  }

  Verdict claim(Delivery delivery, String consumer) {
    boolean starts = delivery.unclaimed() && claims.start("w", consumer, List.of(delivery)).has(0);
    return starts ? new Verdict.Started(1, false) : look(consumer, delivery, NO_GATES);
  }

  Verdict look(String consumer, Delivery delivery, List<GateSpec> gates) {
    return claims.look("w", consumer, List.of(new Claim(delivery, gates, ""))).verdicts().get(0);
  }

  static List<GateSpec> oneAtATime() {
    return List.of(new GateSpec("concurrency", "packs", 1, 0, 0));
  }

  Settled settle(Delivery delivery, long epoch, String state) {
    return settle(settlement(delivery, epoch, state, ""));
  }

  /** It failed, and runs again in a minute. */
  Settled retry(Delivery delivery, long epoch) {
    return settle(settlement(delivery, epoch, null, "+60000"));
  }

  private Settled settle(Settlement settlement) {
    return settle(List.of(settlement)).get(0);
  }

  List<Settled> settle(List<Settlement> batch) {
    return settlements.settle(batch, 1).join();
  }

  static Settlement settlement(Delivery delivery, long epoch, String state) {
    return settlement(delivery, epoch, state, "");
  }

  /** state: null when the run is to be repeated; due: when, empty for never. */
  static Settlement settlement(Delivery delivery, long epoch, @Nullable String state, String due) {
    List<String> fields = List.of("args", delivery.args());
    String key = requireNonNull(delivery.key());
    RunFigures figures = new RunFigures("Pack", DocketListener.Outcome.SUCCEEDED, 12);
    return new Settlement(key, delivery.sid(), epoch, state, due, 1, List.of(), fields, figures);
  }

  /** As a replica that has not heard of the delivery when it becomes the master. */
  void forgetDelivery(Delivery delivery) {
    redis.xack(keys.stream(), Keys.GROUP, delivery.sid());
    redis.xgroupSetid(StreamOffset.from(keys.stream(), "0"), Keys.GROUP);
  }

  ExecutionRecord record() {
    return docket.execution(KEY).orElseThrow();
  }

  ExecutionState state() {
    return record().state();
  }

  String name(String rest) {
    return "{" + keys.docket() + "}:" + rest;
  }
}
