package dev.docket.dashboard.feed;

import dev.docket.Docket;
import dev.docket.WorkerInfo;
import dev.docket.operations.AuditEntry;
import dev.docket.operations.LimitsInUse;
import dev.docket.operations.Minute;
import dev.docket.operations.Page;
import dev.docket.operations.Query;
import dev.docket.operations.Recurring;
import dev.docket.operations.StrikeInForce;
import dev.docket.operations.TaskInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** What pages watch, besides the {@link DocketFeed#pulse}. */
public final class Readings {

  /** The live workers. */
  public static final Reading<List<WorkerInfo>> WORKERS = of(1, Docket::workers);

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

  /** What was done lately. */
  public static final Reading<List<AuditEntry>> AUDIT = of(2, d -> d.operations().auditLog(500));

  /** The last day, per minute and task. */
  public static final Reading<List<Minute>> DAY =
      of(30, d -> d.operations().history(Duration.ofHours(24)));

  private Readings() {}

  /** The first executions of a place, or of a search in it. */
  public record FirstPage(Query query, int limit) implements Reading<Page> {

    @Override
    public Page read(Docket docket) {
      return isSearch()
          ? docket.operations().search(query, "", limit)
          : docket.operations().executions(query.place(), "", limit);
    }

    /** A search looks through up to 2,000 records, so less often. */
    @Override
    public Duration every() {
      return isSearch() ? Duration.ofSeconds(3) : Duration.ofSeconds(1);
    }

    private boolean isSearch() {
      return query.task() != null || query.text() != null;
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
