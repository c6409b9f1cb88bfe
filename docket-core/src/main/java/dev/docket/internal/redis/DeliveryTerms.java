package dev.docket.internal.redis;

import java.time.Duration;

/**
 * On what terms a worker deals with deliveries.
 *
 * @param time what "now" is for schedules and windows
 * @param retention for how long it keeps what ends
 * @param slotLease for how long a place in a concurrency set is held without renewal
 */
public record DeliveryTerms(
    RedisLink link, Keys keys, DocketTime time, Retention retention, Duration slotLease) {

  String slotLeaseMillis() {
    return Long.toString(slotLease.toMillis());
  }
}
