package dev.docket.fundamentals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.DocketListener;
import dev.docket.Execution;
import dev.docket.ExecutionRecord;
import dev.docket.ExecutionState;
import dev.docket.ResultTask;
import dev.docket.Schedule;
import dev.docket.TaskContext;
import dev.docket.Worker;
import dev.docket.behavior.ConcurrencyLimit;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker in a process of its own that is killed, or stopped and continued. */
class WorkerProcessTest extends OnRedis {

  private static final Duration LONGEST = Duration.ofSeconds(20);

  /** One of a set at a time. */
  record Job(@ConcurrencyLimit(max = 1) String set) implements ResultTask<Integer> {}

  /** Runs in another JVM: starts each job, and ends it with -1 when it is sent a line. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      Docket docket = settings(arguments[0]).name(arguments[1]).listener(new Tell()).build();
      docket.register(Job.class, Program::run);
      Worker.builder(docket).name("child").build().runForever();
    }

    private static int run(Job job, TaskContext context) throws IOException {
      context.progress().message("by the child");
      System.in.read();
      context.progress().increment(90);
      return -1;
    }
  }

  private static final class Tell implements DocketListener {
    @Override
    public void runEnded(RunEnded run) {
      System.out.println("ended " + run.outcome());
    }
  }

  private final CountDownLatch takenOver = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private final AtomicInteger runs = new AtomicInteger();
  private Process child;
  private BufferedReader output;

  @Override
  Docket.Builder settings() {
    return settings(REDIS.url()).missedHeartbeats(25); // the heirs are not to be taken for dead
  }

  private static Docket.Builder settings(String url) {
    return Docket.builder().url(url).heartbeatInterval(Duration.ofMillis(200)).missedHeartbeats(4);
  }

  /** Starts the child and returns when it runs the job. */
  private Execution<Integer> runInChild(Job job) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = System.getProperty("java.class.path");
    child =
        new ProcessBuilder(
                java, "-cp", classes, Program.class.getName(), REDIS.url(), docket.name())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    output = child.inputReader();
    Execution<Integer> execution = docket.add(job, Schedule.keyed("job"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> progressMessage(execution).equals("by the child"));
    return execution;
  }

  private static String progressMessage(Execution<?> execution) {
    var progress = execution.record().orElseThrow().progress();
    return progress == null || progress.message() == null ? "" : progress.message();
  }

  /** Runs here what the child left. */
  private int takeOver(Job job, TaskContext context) throws InterruptedException {
    runs.incrementAndGet();
    context.progress().increment(2);
    context.progress().message("by the heir");
    if (context.key().equals("job")) {
      assertThat(context.redelivered()).isTrue();
      assertThat(context.attempt()).isEqualTo(1);
      takenOver.countDown();
      go.await();
    }
    return 42;
  }

  private void signal(String name) throws IOException, InterruptedException {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + child.pid()).start().waitFor()).isZero();
  }

  @AfterEach
  void end_the_child() {
    if (child != null) {
      child.destroyForcibly().onExit().join();
    }
  }

  @Test
  void what_a_killed_one_was_doing_is_done_once_more_and_no_attempt_is_used_up() throws Exception {
    docket.register(Job.class, this::takeOver);
    Execution<Integer> job = runInChild(new Job("a"));

    signal("KILL");
    go.countDown();
    try (Worker heir = Worker.builder(docket).build()) {
      heir.start();

      assertThat(job.result(LONGEST)).isEqualTo(42);
    }
    assertThat(runs).hasValue(1);
    assertThat(job.record().orElseThrow().attempt()).isEqualTo(1);
    assertThat(docket.concurrencySets()).isEmpty();
  }

  @Test
  void that_one_was_killed_is_kept_for_those_who_ask() throws Exception {
    docket.register(Job.class, this::takeOver);
    go.countDown();
    Execution<Integer> job = runInChild(new Job("a"));

    signal("KILL");
    Instant killed = Instant.now();
    try (Worker heir = Worker.builder(docket).build()) {
      heir.start();
      job.result(LONGEST);
    }

    assertThat(docket.operations().lostWorkers(10))
        .singleElement()
        .satisfies(
            lost -> {
              assertThat(lost.name()).isEqualTo("child");
              assertThat(lost.deliveries()).isEqualTo(1);
              assertThat(lost.lastSeen()).isBefore(killed.plusSeconds(1));
              assertThat(lost.noticedAt()).isAfter(killed);
            });
  }

  @Test
  void a_stopped_one_that_goes_on_changes_nothing_of_what_another_took_over() throws Exception {
    docket.register(Job.class, this::takeOver);
    Execution<Integer> job = runInChild(new Job("a"));
    signal("STOP");
    try (Worker heir = Worker.builder(docket).name("heir").build()) {
      heir.start();
      assertThat(takenOver.await(20, TimeUnit.SECONDS)).isTrue();
      Awaitility.await().until(() -> progressMessage(job).equals("by the heir"));

      signal("CONT");
      child.outputWriter().append('\n').flush();
      assertThat(output.readLine()).isEqualTo("ended SUPERSEDED");

      ExecutionRecord record = job.record().orElseThrow();
      assertThat(record.state()).isEqualTo(ExecutionState.RUNNING);
      assertThat(record.worker()).isEqualTo("heir");
      assertThat(record.progress().current()).isEqualTo(2);
      assertThat(record.progress().message()).isEqualTo("by the heir");
      Execution<Integer> next = docket.add(new Job("a"));
      Awaitility.await()
          .until(() -> docket.concurrencySets().get(0).waiters().contains(next.key()));
      assertThat(docket.concurrencySets().get(0).holders()).extracting("key").containsOnly("job");

      child.destroyForcibly().onExit().join();
      go.countDown();
      assertThat(job.result(LONGEST)).isEqualTo(42);
      assertThat(next.result(LONGEST)).isEqualTo(42);
    }
    assertThat(runs).hasValue(2);
  }
}
