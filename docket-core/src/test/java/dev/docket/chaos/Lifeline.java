package dev.docket.chaos;

import java.io.IOException;

/** Ends this process when the one that started it is gone, in whatever way. */
final class Lifeline {

  private Lifeline() {}

  static void hold() {
    Thread.ofPlatform().daemon().start(Lifeline::waitForTheEnd);
  }

  private static void waitForTheEnd() {
    try {
      while (System.in.read() >= 0) {
        // Nothing is ever sent: only the end of the stream says something.
      }
    } catch (IOException e) {
      // As good as the end.
    }
    Runtime.getRuntime().halt(3);
  }
}
