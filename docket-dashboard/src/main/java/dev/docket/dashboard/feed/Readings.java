package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.ExecutionRecord;
import dev.docket.Strike;
import dev.docket.WorkerInfo;
import dev.docket.operations.LimitsInUse;
import dev.docket.operations.LostWorker;
import dev.docket.operations.Minute;
import dev.docket.operations.Page;
import dev.docket.operations.Preview;
import dev.docket.operations.Query;
import dev.docket.operations.Recurring;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.TaskInfo;
import dev.docket.operations.UnknownTask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What pages watch, besides the {@link DocketFeed#pulse} and the {@link DocketFeed#audit}. */
public final class Readings {

  /** The live workers. */
  public static final Reading<List<WorkerInfo>> WORKERS = of(1, Docket::workers);

  /** How many of the workers that were lost are shown. */
  public static final int SHOWN_LOST = 20;

  /** The workers that were lost lately, and one more if there are more. */
  public static final Reading<List<LostWorker>> LOST_WORKERS =
      of(5, d -> d.operations().lostWorkers(SHOWN_LOST + 1));

  /** How many of those that wait for a slot are named. */
  public static final int WAITERS = 5;

  /** How many limits are shown. */
  public static final int SHOWN_LIMITS = 60;

  /** The concurrency limits with the longest lines. */
  public static final Reading<LimitsInUse> LIMITS =
      of(1, d -> d.operations().limits(SHOWN_LIMITS, WAITERS));

  /** The strikes in force. */
  public static final Reading<List<StrikeInForce>> STRIKES = of(1, d -> d.operations().strikes());

  /** The chains of perpetual and cron tasks. */
  public static final Reading<List<Recurring>> RECURRING = of(2, d -> d.operations().recurring());

  /** The tasks that are known. */
  public static final Reading<List<TaskInfo>> TASKS = of(5, d -> d.operations().tasks());

  /** The tasks that wait for a worker which knows them. */
  public static final Reading<List<UnknownTask>> UNKNOWN_TASKS =
      of(5, d -> d.operations().unknownTasks());

  /** How many executions will be due within an hour. */
  public static final Reading<Long> DUE_SOON =
      of(5, d -> d.operations().dueWithin(Duration.ofHours(1)));

  /** The last day, per minute and task. */
  public static final Reading<List<Minute>> DAY =
      of(30, d -> d.operations().history(Duration.ofHours(24)));

  private Readings() {}

  /** What a strike would hit. Looks at up to 20,000 records. */
  public record Hits(Strike strike) implements Reading<Preview> {

    @Override
    public Preview read(Docket docket) {
      return docket.operations().preview(strike);
    }

    @Override
    public Duration every() {
      return Duration.ofSeconds(5);
    }

    @Override
    public boolean isLong() {
      return true;
    }
  }

  /** One execution by its key. */
  public record One(String key) implements Reading<Optional<ExecutionRecord>> {

    @Override
    public Optional<ExecutionRecord> read(Docket docket) {
      return docket.execution(key);
    }
  }

  /** The first executions of a place, or of a search in it. */
  public record FirstPage(Query query, int limit) implements Reading<Page> {

    @Override
    public Page read(Docket docket) {
      return query.isForAll()
          ? docket.operations().executions(query.place(), "", limit)
          : docket.operations().search(query, "", limit);
    }

    /** A search looks through up to 2,000 records, so less often. */
    @Override
    public Duration every() {
      return query.isForAll() ? Duration.ofSeconds(1) : Duration.ofSeconds(3);
    }
  }

  private static <T> Reading<T> of(int seconds, Function<Docket, T> how) {
    Duration every = Duration.ofSeconds(seconds);
    return new Reading<>() {
      @Override
      public T read(Docket docket) {
        return how.apply(docket);
      }

      @Override
      public Duration every() {
        return every;
      }
    };
  }
}
