package dev.docket.behavior;

import dev.docket.internal.cron.CronTicks;
import dev.docket.internal.time.Moments;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a task runs again by itself. */
public sealed interface Recurrence {

  /**
   * Tells whether workers put the task on the docket by themselves.
   *
   * @return true when its key is its name and it needs nobody to add it
   */
  boolean automatic();

  /**
   * Returns the due time of the first run.
   *
   * @param now the present, by the docket's clock
   * @return the present for an interval, the next tick for a cron expression
   */
  Instant first(Instant now);

  /**
   * Returns the due time of the run that follows another.
   *
   * @param startedAt when that run started
   * @param now the present, by the docket's clock
   * @return the due time, not before the present
   */
  Instant next(Instant startedAt, Instant now);

  /**
   * Again and again, from start to start.
   *
   * @param every the time from one start to the next
   * @param automatic whether workers put the task on the docket by themselves
   */
  record Interval(Duration every, boolean automatic) implements Recurrence {
    /**
     * Checks the interval.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Interval {
      if (every.isNegative()) {
        throw new IllegalArgumentException("every is " + every + "; write a duration from 0s up");
      }
    }

    @Override
    public Instant first(Instant now) {
      return now;
    }

    @Override
    public Instant next(Instant startedAt, Instant now) {
      Instant due = Moments.after(startedAt, every);
      return due.isBefore(now) ? now : due;
    }
  }

  /**
   * At the times of a cron expression.
   *
   * @param expression five fields, or one of the words that {@link dev.docket.behavior.Cron} lists
   * @param zone the time zone in which it is read
   * @param automatic whether workers put the task on the docket by themselves
   */
  record Cron(String expression, ZoneId zone, boolean automatic) implements Recurrence {
    /**
     * Checks the expression.
     *
     * @throws IllegalArgumentException when it is malformed or never fires
     */
    public Cron {
      CronTicks.parse(expression, zone);
    }

    @Override
    public Instant first(Instant now) {
      return CronTicks.parse(expression, zone).after(now);
    }

    @Override
    public Instant next(Instant startedAt, Instant now) {
      return first(now);
    }
  }
}
