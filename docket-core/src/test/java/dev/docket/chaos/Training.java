package dev.docket.chaos;

import dev.docket.Docket;
import dev.docket.Worker;
import java.time.Duration;
import java.util.SplittableRandom;

/** Does once what children do, so that their classes are known: {@code Training url}. */
final class Training {

  private Training() {}

  public static void main(String[] args) {
    Lifeline.hold();
    run(args[0], "training");
    System.exit(0);
  }

  /** Leaves nothing behind. */
  static void run(String url, String name) {
    RunJournal runs = new RunJournal(Journal.toNowhere(), "training");
    Docket.Builder builder =
        Docket.builder()
            .url(url)
            .name(name)
            .executionTtl(Duration.ZERO)
            .listener(runs)
            .interceptor(runs);
    try (Docket docket = builder.build()) {
      Handlers.register(docket);
      Producer producer = new Producer(docket, Journal.toNowhere());
      for (int n = 0; n < 50; n++) {
        producer.submit(n, new SplittableRandom(n));
      }
      try (Worker worker = Worker.builder(docket).concurrency(20).build()) {
        worker.runUntilFinished();
      }
    }
  }
}
