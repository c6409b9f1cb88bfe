package dev.docket.internal.strike;

import dev.docket.Strike;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The strikes in force, as far as this process knows. Written by the strike monitor, read by every
 * add and every claim; readers take no lock.
 */
public final class StrikeList {

  private static final Logger LOG = LoggerFactory.getLogger(StrikeList.class);

  /** Replaced as a whole. */
  private volatile InForce inForce = InForce.of(Set.of());

  private final Set<Warned> warned = ConcurrentHashMap.newKeySet();

  private record Warned(Strike strike, String argumentKind) {}

  private record InForce(
      Set<Strike> all, Map<String, List<Strike>> byTask, List<Strike> onAnyTask) {
    static InForce of(Set<Strike> strikes) {
      Map<String, List<Strike>> byTask = new HashMap<>();
      List<Strike> onAnyTask = new ArrayList<>();
      for (Strike strike : strikes) {
        String task = strike.taskName();
        (task == null ? onAnyTask : byTask.computeIfAbsent(task, name -> new ArrayList<>()))
            .add(strike);
      }
      return new InForce(Collections.unmodifiableSet(strikes), byTask, onAnyTask);
    }
  }

  /** Puts exactly these strikes in force, in their order. */
  public void replaceAll(Collection<Strike> strikes) {
    Set<Strike> all = new LinkedHashSet<>(strikes);
    inForce = InForce.of(all);
    warned.removeIf(warning -> !all.contains(warning.strike()));
  }

  /** Returns the strikes in force, in the order in which they were made; unmodifiable. */
  public Set<Strike> all() {
    return inForce.all();
  }

  /** Tells whether no strike is in force, so that arguments need not be looked at. */
  public boolean isEmpty() {
    return inForce.all().isEmpty();
  }

  /** Finds a strike against an execution. The arguments are JSON values. */
  public Optional<Strike> match(
      String taskName, Set<String> aliases, Map<String, Object> arguments) {
    InForce current = inForce;
    Strike found = first(current.byTask().get(taskName), arguments);
    for (String alias : aliases) {
      found = found == null ? first(current.byTask().get(alias), arguments) : found;
    }
    found = found == null ? first(current.onAnyTask(), arguments) : found;
    return Optional.ofNullable(found);
  }

  private @Nullable Strike first(@Nullable List<Strike> strikes, Map<String, Object> arguments) {
    if (strikes == null) {
      return null;
    }
    for (Strike strike : strikes) {
      if (matches(strike, arguments)) {
        return strike;
      }
    }
    return null;
  }

  private boolean matches(Strike strike, Map<String, Object> arguments) {
    String parameter = strike.parameter();
    Strike.Operator operator = strike.operator();
    if (parameter == null || operator == null) {
      return true;
    }
    if (!arguments.containsKey(parameter)) {
      return false;
    }
    Object argument = arguments.get(parameter);
    return switch (Comparison.of(argument, operator, strike.value())) {
      case MATCH -> true;
      case NO_MATCH -> false;
      case INCOMPARABLE -> {
        warnOnce(strike, argument);
        yield false;
      }
    };
  }

  private void warnOnce(Strike strike, @Nullable Object argument) {
    String kind = kind(argument);
    if (warned.add(new Warned(strike, kind))) {
      LOG.warn(
          "The strike \"{}\" does not apply to an argument that is {}: not struck", strike, kind);
    }
  }

  private static String kind(@Nullable Object argument) {
    return switch (argument) {
      case null -> "null";
      case Number number -> "a number";
      case String text -> "a string";
      case Boolean truth -> "a boolean";
      case List<?> list -> "a list";
      default -> "an object";
    };
  }
}
