package dev.docket.internal.redis;

import dev.docket.ConcurrencySet;
import dev.docket.SlotHolder;
import dev.docket.internal.codec.Json;
import dev.docket.operations.LimitInUse;
import dev.docket.operations.LimitsInUse;
import java.time.Instant;
import java.util.ArrayList;
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

  /** Reads what {@code lib/limits.lua} tells, from the second element on. */
  private static List<LimitInUse> limits(List<Object> reply) {
    List<LimitInUse> limits = new ArrayList<>();
    for (int i = 1; i + 4 < reply.size(); i += 5) {
      String name = (String) reply.get(i);
      try {
        int max = Integer.parseInt((String) reply.get(i + 1));
        ConcurrencySet set = set(name, max, (List<?>) reply.get(i + 2), (List<?>) reply.get(i + 3));
        limits.add(new LimitInUse(set, (Long) reply.get(i + 4)));
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
      String owner = scope.isEmpty() ? "task:" + task : "scope:" + scope;
      String last = parameter == null ? "" : "," + Json.write(parameter) + "," + valueJson;
      return "[" + Json.write(owner) + last + "]";
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
