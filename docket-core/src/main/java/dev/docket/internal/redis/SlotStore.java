package dev.docket.internal.redis;

import dev.docket.ConcurrencySet;
import dev.docket.SlotHolder;
import dev.docket.internal.codec.Json;
import dev.docket.operations.LimitInUse;
import dev.docket.operations.LimitsInUse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Concurrency sets: who holds their places, who waits. */
public final class SlotStore {

  private static final Logger LOG = LoggerFactory.getLogger(SlotStore.class);
  private static final Pattern PLACE =
      Pattern.compile("(\\d{1,18}):(\\d{1,18}):\\d+:(.*)", Pattern.DOTALL);
  private static final String EVERY_WAITER = "0";
  private static final int LINES_PER_CALL = 100;

  private final RedisLink link;
  private final Keys keys;

  public SlotStore(RedisLink link, Keys keys) {
    this.link = link;
    this.keys = keys;
  }

  /** The sets in use, in order of parameter and value, with all that wait. */
  public List<ConcurrencySet> sets() {
    List<ConcurrencySet> sets = new ArrayList<>();
    String cursor = "0";
    do {
      List<Object> reply = link.await(link.list(Script.SETS, keys, cursor, "500", EVERY_WAITER));
      cursor = (String) reply.get(0);
      limits(reply).forEach(limit -> sets.add(limit.set()));
    } while (!"0".equals(cursor));
    sets.sort(Comparator.comparing(ConcurrencySet::parameter).thenComparing(ConcurrencySet::value));
    return sets;
  }

  /** Those with the longest lines, and so many waiters of each. */
  public LimitsInUse longestLines(int most, int waiters) {
    List<Object> reply =
        link.await(
            link.list(Script.LINES, keys, Integer.toString(most), Integer.toString(waiters)));
    List<LimitInUse> limits = limits(reply);
    limits.sort(
        Comparator.comparingLong(LimitInUse::waiting)
            .reversed()
            .thenComparing(limit -> limit.set().parameter())
            .thenComparing(limit -> limit.set().value()));
    return new LimitsInUse(List.copyOf(limits), Math.max((Long) reply.get(0), limits.size()));
  }

  /**
   * Lets those who wait know of limits that are larger than the ones in force, a page of lines at a
   * time. Whoever is woken may move on to the line of another of its limits, so it looks again as
   * long as it finds something, at most once for each limit.
   */
  public void widen(List<LimitMax> limits, Duration lease) {
    List<String> args = new ArrayList<>();
    for (LimitMax limit : limits) {
      Collections.addAll(args, limit.owner(), limit.parameter(), Integer.toString(limit.max()));
    }
    boolean widened = !limits.isEmpty();
    for (int pass = 0; widened && pass <= limits.size(); pass++) {
      widened = widenOnce(args, lease);
    }
  }

  private boolean widenOnce(List<String> limits, Duration lease) {
    long widened = 0;
    long looked = LINES_PER_CALL;
    for (long first = 0; looked == LINES_PER_CALL; first += LINES_PER_CALL) {
      List<String> args = new ArrayList<>();
      Collections.addAll(
          args,
          Long.toString(lease.toMillis()),
          Long.toString(first),
          Integer.toString(LINES_PER_CALL));
      args.addAll(limits);
      List<Object> reply = link.await(link.list(Script.WIDEN, keys, args.toArray(String[]::new)));
      looked = (Long) reply.get(0);
      widened += (Long) reply.get(1);
    }
    return widened > 0;
  }

  /** Reads what {@code lib/limits.lua} tells, from the second element on. */
  private static List<LimitInUse> limits(List<Object> reply) {
    List<LimitInUse> limits = new ArrayList<>();
    for (int i = 1; i + 4 < reply.size(); i += 5) {
      String name = (String) reply.get(i);
      try {
        int max = Integer.parseInt((String) reply.get(i + 1));
        ConcurrencySet set = set(name, max, (List<?>) reply.get(i + 2), (List<?>) reply.get(i + 3));
        limits.add(new LimitInUse(set, (Long) reply.get(i + 4), SetName.parse(name).owner()));
      } catch (RuntimeException e) { // a name or a max that somebody else wrote
        LOG.warn("{} is not a concurrency set, passed over: {}", name, e.toString());
      }
    }
    limits.removeIf(limit -> limit.set().holders().isEmpty() && limit.waiting() == 0);
    return limits;
  }

  private static ConcurrencySet set(String name, int max, List<?> slots, List<?> waiters) {
    SetName parsed = SetName.parse(name);
    List<SlotHolder> holders = new ArrayList<>();
    for (int i = 0; i + 1 < slots.size(); i += 2) {
      SlotHolder holder =
          holder((String) slots.get(i), (long) Double.parseDouble((String) slots.get(i + 1)));
      if (holder != null) {
        holders.add(holder);
      }
    }
    holders.sort(Comparator.comparing(SlotHolder::since));
    return new ConcurrencySet(
        parsed.parameter(),
        parsed.value(),
        parsed.scope(),
        max,
        List.copyOf(holders),
        waiters.stream().map(String.class::cast).toList());
  }

  /**
   * {@code <since>:<lease>:<epoch>:<key>}; a place that is kept for a woken waiter has no holder,
   * and neither has one that is not ours.
   */
  private static @Nullable SlotHolder holder(String member, long lapse) {
    Matcher place = PLACE.matcher(member);
    if (!place.matches()) {
      return null;
    }
    return new SlotHolder(
        place.group(3),
        Instant.ofEpochMilli(Long.parseLong(place.group(1))),
        Instant.ofEpochMilli(lapse - Long.parseLong(place.group(2))));
  }

  /** The max of one limit, for all values of its parameter (empty: it has none). */
  public record LimitMax(String owner, String parameter, int max) {

    /** Of a limit of a task. */
    public static LimitMax of(String task, String scope, @Nullable String parameter, int max) {
      return new LimitMax(SetName.owner(task, scope), parameter == null ? "" : parameter, max);
    }
  }

  /**
   * The name of a set: a JSON list of owner, parameter and value. The owner is a scope that tasks
   * share, or one task.
   *
   * @param scope null when the set belongs to one task
   */
  public record SetName(@Nullable String scope, String task, String parameter, String value) {

    /** Name of the set that one value of one parameter selects. */
    public static String of(
        String task, String scope, @Nullable String parameter, String valueJson) {
      String last = parameter == null ? "" : "," + Json.write(parameter) + "," + valueJson;
      return "[" + Json.write(owner(task, scope)) + last + "]";
    }

    private static String owner(String task, String scope) {
      return scope.isEmpty() ? "task:" + task : "scope:" + scope;
    }

    /** The task; null when the set belongs to a scope. */
    @Nullable String owner() {
      return scope == null ? task : null;
    }

    static SetName parse(String name) {
      List<?> parts = (List<?>) Objects.requireNonNull(Json.read(name, List.class));
      String owner = (String) parts.get(0);
      boolean shared = owner.startsWith("scope:");
      String rest = owner.substring(owner.indexOf(':') + 1);
      String parameter = parts.size() > 1 ? (String) parts.get(1) : "";
      Object value = parts.size() > 2 ? parts.get(2) : shared ? "" : rest;
      String text = value instanceof String string ? string : Json.write(value);
      return new SetName(shared ? rest : null, shared ? "" : rest, parameter, text);
    }
  }
}
