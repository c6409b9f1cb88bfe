package dev.docket.internal.cron;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Map;

/**
 * The times of a cron expression in a time zone. The library computes local times only; what a
 * local time means where clocks change is decided here, as Vixie cron does. Immutable.
 */
public final class CronTicks {

  private static final Map<String, String> WORDS =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");

  private static final String FIX =
      "; write five fields, minute hour day-of-month month day-of-week, such as \"0 9 * * 1\", or"
          + " @hourly, @daily, @midnight, @weekly, @monthly, @yearly or @annually";

  private final ExecutionTime localTimes;
  private final ZoneRules rules;
  private final boolean followsWall;

  private CronTicks(ExecutionTime localTimes, ZoneRules rules, boolean followsWall) {
    this.localTimes = localTimes;
    this.rules = rules;
    this.followsWall = followsWall;
  }

  /** Parses an expression. Throws IllegalArgumentException when it is malformed or never fires. */
  public static CronTicks parse(String expression, ZoneId zone) {
    String word = expression.strip();
    String fields = WORDS.getOrDefault(word.toLowerCase(Locale.ROOT), word);
    try {
      var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
      var times = ExecutionTime.forCron(new CronParser(definition).parse(fields));
      String[] parts = fields.split("\\s+", 3);
      boolean followsWall = parts[0].contains("*") || parts[1].contains("*");
      CronTicks ticks = new CronTicks(times, zone.getRules(), followsWall);
      ticks.nextLocal(LocalDateTime.of(2000, 1, 1, 0, 0));
      return ticks;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "\"" + expression + "\" is not a cron expression: " + e.getMessage() + FIX, e);
    }
  }

  /** Returns the first tick after an instant. */
  public Instant after(Instant instant) {
    return followsWall ? nextOnTheWall(instant) : nextTimeOfDay(instant);
  }

  /** Fires whenever the clock on the wall shows a matching time. */
  private Instant nextOnTheWall(Instant instant) {
    ZoneOffset offset = rules.getOffset(instant);
    LocalDateTime from = floor(LocalDateTime.ofInstant(instant, offset));
    while (true) {
      Instant tick = nextLocal(from).toInstant(offset);
      ZoneOffsetTransition change = rules.nextTransition(instant);
      if (change == null || tick.isBefore(change.getInstant())) {
        return tick;
      }
      instant = change.getInstant();
      offset = change.getOffsetAfter();
      from = floor(change.getDateTimeAfter().minusNanos(1));
    }
  }

  /** Fires once for each matching time of day, also for one that is skipped or comes twice. */
  private Instant nextTimeOfDay(Instant instant) {
    LocalDateTime local = floor(LocalDateTime.ofInstant(instant, rules.getOffset(instant)));
    Instant tick;
    do {
      local = nextLocal(local);
      tick = instantOf(local);
    } while (!tick.isAfter(instant));
    return tick;
  }

  private Instant instantOf(LocalDateTime local) {
    ZoneOffsetTransition change = rules.getTransition(local);
    if (change == null) {
      return local.toInstant(rules.getOffset(local));
    }
    return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
  }

  private LocalDateTime nextLocal(LocalDateTime local) {
    return localTimes
        .nextExecution(local.atZone(ZoneOffset.UTC))
        .orElseThrow(() -> new IllegalArgumentException("it never fires"))
        .toLocalDateTime();
  }

  private static LocalDateTime floor(LocalDateTime local) {
    return local.truncatedTo(ChronoUnit.MINUTES);
  }
}
