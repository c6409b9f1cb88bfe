package dev.docket;

import java.security.SecureRandom;
import java.util.UUID;

/** Time-ordered keys, as RFC 9562 section 5.7 lays them out: 48 bits of ms, then random bits. */
final class UuidV7 {

  private static final SecureRandom RANDOM = new SecureRandom();

  private UuidV7() {}

  static String next() {
    byte[] random = new byte[10];
    RANDOM.nextBytes(random);
    long high =
        (System.currentTimeMillis() << 16)
            | 0x7000
            | ((random[0] & 0x0FL) << 8)
            | (random[1] & 0xFFL);
    long low = 0;
    for (int i = 2; i < 10; i++) {
      low = (low << 8) | (random[i] & 0xFFL);
    }
    return new UUID(high, (low & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L).toString();
  }
}
