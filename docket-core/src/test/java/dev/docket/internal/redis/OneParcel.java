package dev.docket.internal.redis;

import dev.docket.Schedule;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A parcel that is queued, and workers that read, claim and settle it. */
abstract class OneParcel extends ByHand {

  OneParcel() {
    super(Duration.ofMinutes(1));
  }

  @BeforeEach
  void one_is_queued() {
    introduce("w@1");
    docket.add(new Pack(1), Schedule.keyed(KEY));
  }

  Map<String, String> figures(int minute) {
    return redis.hgetall(keys.stats(minute));
  }
}
