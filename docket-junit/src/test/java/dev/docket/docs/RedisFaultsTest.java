package dev.docket.docs;

import static dev.docket.junit.DocketAwait.await;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.junit.ClockMode;
import dev.docket.junit.DocketTest;
import dev.docket.junit.TestRedis;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

// docs: faults of redis
@DocketTest(ownRedis = true, clock = ClockMode.REAL)
class RedisFaultsTest {

  record ProcessOrder(long orderId) implements Task {}

  private final Set<Long> shipped = ConcurrentHashMap.newKeySet();

  @Test
  void orders_survive_a_restart_of_redis(Docket docket, Worker worker, TestRedis redis) {
    docket.register(ProcessOrder.class, order -> shipped.add(order.orderId()));
    worker.start();

    redis.restart(); // connections are lost, data is not
    docket.add(new ProcessOrder(1));

    await(docket).atMost(Duration.ofSeconds(30)).until(() -> shipped.contains(1L));
  }
}
// end
