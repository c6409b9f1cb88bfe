package dev.docket.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.Strike;
import dev.docket.Strike.Operator;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Retry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What README.md and docs/getting-started.md show. */
@Isolated("looks at the standard output")
class GettingStartedTest {

  // docs: a first task
  record SendWelcomeEmail(long customerId, String name) implements Task {}

  // end

  private static void sendsEmails() {
    // docs: a first task
    try (Docket docket = Docket.connect("memory://try", "emails")) {
      docket.register(
          SendWelcomeEmail.class, email -> System.out.println("Welcome, " + email.name()));
      docket.add(new SendWelcomeEmail(12345, "Alice"));
      docket.add(new SendWelcomeEmail(67890, "Bob"), Schedule.in(Duration.ofSeconds(3)));
      try (Worker worker = Worker.builder(docket).build()) {
        worker.runUntilFinished();
      }
    }
    // end
  }

  @Test
  void the_readme_welcomes_alice_and_three_seconds_later_bob() {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    long start = System.nanoTime();
    try {
      sendsEmails();
    } finally {
      System.setOut(before);
    }

    assertThat(printed.toString(StandardCharsets.UTF_8).lines())
        .containsSubsequence("Welcome, Alice", "Welcome, Bob");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(2900));
  }

  // docs: a task is a record
  @Retry(attempts = 3, delay = "5s")
  record Charge(@ConcurrencyLimit(max = 1) long customerId, long cents) implements Task {}

  // end

  private interface Bank {
    void charge(long customerId, long cents);
  }

  private static void charges(Bank bank) {
    // docs: add and run
    try (Docket docket = Docket.connect("memory://try")) {
      docket.register(Charge.class, charge -> bank.charge(charge.customerId(), charge.cents()));

      docket.add(new Charge(101, 995));
      docket.add(new Charge(102, 500), Schedule.in(Duration.ofHours(1)).withKey("charge-102"));

      try (Worker worker = Worker.builder(docket).build()) {
        worker.runForever();
      }
    }
    // end
  }

  @Test
  void a_worker_charges_until_it_is_interrupted() throws InterruptedException {
    List<String> charged = new CopyOnWriteArrayList<>();
    Thread running =
        Thread.ofPlatform()
            .start(() -> charges((customer, cents) -> charged.add(customer + ": " + cents)));

    Awaitility.await().until(() -> charged.contains("101: 995"));
    running.interrupt();

    assertThat(running.join(Duration.ofSeconds(20))).isTrue();
    assertThat(charged).containsExactly("101: 995");
  }

  // docs: strikes and results
  record Turnover(long customerId) implements ResultTask<Long> {}

  // end

  @Test
  void strikes_and_results() {
    try (Docket docket = Docket.connect("memory://try", "strikes")) {
      docket.register(Turnover.class, turnover -> 1000 + turnover.customerId());
      try (Worker worker = Worker.builder(docket).build()) {
        worker.start();
        // docs: strikes and results
        long cents = docket.add(new Turnover(101)).result(Duration.ofSeconds(10));

        Strike strike = Strike.task(Charge.class).where("customerId", Operator.EQ, 101);
        docket.strike(strike);
        docket.add(new Charge(101, 995)); // is not added: its disposition is STRUCK
        docket.restore(strike);
        // end
        assertThat(cents).isEqualTo(1101);
        assertThat(docket.snapshot().totalTasks()).isZero();
      }
    }
  }
}
