package dev.docket.junit;

/** Libraries that a test needs only for some features. */
final class Optionals {

  private Optionals() {}

  /** Fails with what is to be done, rather than with a class that is not found. */
  static void requireAssertJ() {
    require("org.assertj.core.api.AbstractAssert", "DocketAssertions", "org.assertj:assertj-core");
  }

  static void requireAwaitility() {
    require("org.awaitility.Awaitility", "DocketAwait", "org.awaitility:awaitility");
  }

  private static void require(String type, String feature, String artifact) {
    try {
      Class.forName(type, false, Optionals.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "%s needs a library that docket-junit leaves to the project, and it is not on the class path: add the dependency %s in test scope"
              .formatted(feature, artifact),
          e);
    }
  }
}
