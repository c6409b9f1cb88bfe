package dev.docket.internal.redis;

import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.resource.ClientResources;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Notices that a node of a Cluster answers nothing any more, and asks the others who serves its
 * slots now. A node that hangs closes no connection and redirects nobody, so that clients would
 * wait for it until the next time they look around.
 */
final class NodeWatch {

  private static final int PERIOD_SECONDS = 1;

  private final RedisClusterClient client;
  private final LongAdder asked = new LongAdder();
  private final LongAdder answered = new LongAdder();
  private final AtomicBoolean looking = new AtomicBoolean();
  private long askedBefore;
  private long answeredBefore;

  private NodeWatch(RedisClusterClient client) {
    this.client = client;
  }

  /** Watches until the resources are shut down. */
  static NodeWatch start(RedisClusterClient client, ClientResources resources) {
    NodeWatch watch = new NodeWatch(client);
    resources
        .eventExecutorGroup()
        .scheduleWithFixedDelay(watch::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    return watch;
  }

  <T> CompletionStage<T> watched(CompletionStage<T> call) {
    asked.increment();
    return call.whenComplete((answer, failure) -> answered.increment());
  }

  /** Whether nothing was answered for a period although something had been asked before it. */
  private void look() {
    long answeredNow = answered.sum();
    boolean silent = askedBefore > answeredBefore && answeredNow == answeredBefore;
    answeredBefore = answeredNow;
    askedBefore = asked.sum();
    if (silent && looking.compareAndSet(false, true)) {
      client.refreshPartitionsAsync().whenComplete((done, failure) -> looking.set(false));
    }
  }
}
