package dev.docket.junit;

import java.util.Locale;

/**
 * Which Redis a test asks for. Tests that ask for the same share it, unless it is to be their own.
 *
 * @param image the image of a container; empty for the default one
 */
record RedisRequest(RedisMode mode, String image, Topology topology) {

  private static final String DEFAULT_IMAGE = "redis:7.2-alpine";

  static final RedisRequest DEFAULT = new RedisRequest(RedisMode.AUTO, "", Topology.STANDALONE);

  /** With the defaults of this JVM put in, so that equal requests are equal. */
  RedisRequest resolved() {
    String forced = Setting.of("docket.test.redis");
    RedisMode wanted = mode == RedisMode.AUTO && !forced.isEmpty() ? parse(forced) : mode;
    boolean containers = wanted == RedisMode.AUTO || wanted == RedisMode.TESTCONTAINERS;
    return new RedisRequest(wanted, containers ? image : "", topology);
  }

  String imageOrDefault() {
    String preset = Setting.of("docket.test.image");
    return !image.isEmpty() ? image : preset.isEmpty() ? DEFAULT_IMAGE : preset;
  }

  private static RedisMode parse(String text) {
    try {
      return RedisMode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "docket.test.redis is \"%s\"; it may be auto, url, testcontainers, path or embedded"
              .formatted(text),
          e);
    }
  }
}
