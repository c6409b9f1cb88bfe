package dev.docket.junit.figures;

import dev.docket.Docket;
import dev.docket.junit.DocketExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Notes when it has its docket. */
@ExtendWith(DocketExtension.class)
class FirstSample {

  static volatile long injectedAt;

  @Test
  void has_a_docket(Docket docket) {
    injectedAt = System.currentTimeMillis();
    docket.name();
  }
}
