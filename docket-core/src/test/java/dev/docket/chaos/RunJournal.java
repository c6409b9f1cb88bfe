package dev.docket.chaos;

import dev.docket.DocketListener;
import dev.docket.RunInterceptor;
import dev.docket.TaskContext;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Writes down each run: its claim, its start, its end, and that Redis has its outcome. The claim
 * comes with the listener's call, which the thread of the run makes right before the handler.
 */
final class RunJournal implements RunInterceptor, DocketListener {

  private final Journal journal;
  private final String worker;
  private final AtomicLong count = new AtomicLong();
  private final Map<Claim, String> running = new ConcurrentHashMap<>();
  private final ThreadLocal<Instant> claimed = new ThreadLocal<>();

  private record Claim(String key, int attempt, Instant at) {}

  RunJournal(Journal journal, String worker) {
    this.journal = journal;
    this.worker = worker;
  }

  @Override
  public void runStarted(RunStarted run) {
    claimed.set(run.startedAt());
  }

  @Override
  public @Nullable Object around(TaskContext context, Callable<@Nullable Object> run)
      throws Exception {
    String id = worker + "/" + count.incrementAndGet();
    Instant claim = Objects.requireNonNull(claimed.get());
    running.put(new Claim(context.key(), context.attempt(), claim), id);
    start(id, context, claim);
    String outcome = "failed";
    try {
      Object result = run.call();
      outcome = "ok";
      return result;
    } catch (InterruptedException e) {
      outcome = "interrupted";
      throw e;
    } finally {
      journal.write("end", "run", id, "outcome", outcome, "at", System.currentTimeMillis());
    }
  }

  private void start(String id, TaskContext context, Instant claim) {
    Map<String, Object> arguments = context.arguments();
    journal.write(
        "start",
        "run",
        id,
        "n",
        arguments.get("n"),
        "key",
        context.key(),
        "task",
        context.taskName(),
        "attempt",
        context.attempt(),
        "step",
        arguments.getOrDefault("step", 0),
        "worker",
        worker,
        "limit",
        limit(arguments),
        "claim",
        claim.toEpochMilli(),
        "at",
        System.currentTimeMillis());
  }

  private static Object limit(Map<String, Object> arguments) {
    Object group = arguments.getOrDefault("group", arguments.get("customer"));
    return group == null ? arguments.getOrDefault("tenant", "") : group;
  }

  @Override
  public void runEnded(RunEnded run) {
    String id = running.remove(new Claim(run.key(), run.attempt(), run.startedAt()));
    journal.write(
        "settled",
        "run",
        id == null ? "unknown " + run : id,
        "verdict",
        run.outcome(),
        "at",
        System.currentTimeMillis());
  }

  @Override
  public void disrupted(Throwable error) {
    journal.write("trouble", "process", worker, "error", error, "at", System.currentTimeMillis());
  }
}
