package dev.docket.internal.strike;

import dev.docket.Strike.Operator;
import dev.docket.internal.codec.JsonValues;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Compares an argument with the value of a strike. */
enum Comparison {
  MATCH,
  NO_MATCH,
  INCOMPARABLE;

  /** The shortest text that can be an instant: 2026-01-01T00:00Z. */
  private static final int SHORTEST_INSTANT = 17;

  static Comparison of(@Nullable Object argument, Operator operator, @Nullable Object value) {
    return switch (operator) {
      case EQ -> equality(argument, value, true);
      case NE -> equality(argument, value, false);
      case BETWEEN -> between(argument, value);
      case LT, LE, GT, GE -> ordered(argument, operator, value);
    };
  }

  private static Comparison equality(
      @Nullable Object argument, @Nullable Object value, boolean wanted) {
    if (argument == null || value == null) {
      boolean bothNull = argument == null && value == null;
      return of(bothNull == wanted);
    }
    OptionalInt order = order(argument, value);
    if (order.isPresent()) {
      return of((order.getAsInt() == 0) == wanted);
    }
    return sameKind(argument, value)
        ? of(JsonValues.same(argument, value) == wanted)
        : INCOMPARABLE;
  }

  private static Comparison ordered(
      @Nullable Object argument, Operator operator, @Nullable Object value) {
    OptionalInt order = order(argument, value);
    if (order.isEmpty()) {
      return INCOMPARABLE;
    }
    int sign = order.getAsInt();
    return of(
        switch (operator) {
          case LT -> sign < 0;
          case LE -> sign <= 0;
          case GT -> sign > 0;
          case GE -> sign >= 0;
          case EQ, NE, BETWEEN -> throw new IllegalArgumentException(operator.symbol());
        });
  }

  private static Comparison between(@Nullable Object argument, @Nullable Object range) {
    if (!(range instanceof List<?> ends) || ends.size() != 2) {
      return INCOMPARABLE;
    }
    Comparison low = ordered(argument, Operator.GE, ends.get(0));
    Comparison high = ordered(argument, Operator.LE, ends.get(1));
    if (low == INCOMPARABLE || high == INCOMPARABLE) {
      return INCOMPARABLE;
    }
    return of(low == MATCH && high == MATCH);
  }

  /** Orders numbers, instants and strings; empty for anything else and for different kinds. */
  private static OptionalInt order(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return OptionalInt.of(JsonValues.decimal(a).compareTo(JsonValues.decimal(b)));
    }
    if (left instanceof String a && right instanceof String b) {
      Instant first = instant(a);
      Instant second = first == null ? null : instant(b);
      return OptionalInt.of(
          first == null || second == null ? a.compareTo(b) : first.compareTo(second));
    }
    return OptionalInt.empty();
  }

  private static @Nullable Instant instant(String text) {
    if (text.length() < SHORTEST_INSTANT || text.indexOf('T') < 0 || text.indexOf('[') >= 0) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean sameKind(Object left, Object right) {
    return switch (left) {
      case Boolean truth -> right instanceof Boolean;
      case List<?> list -> right instanceof List;
      case Map<?, ?> map -> right instanceof Map;
      default -> false;
    };
  }

  private static Comparison of(boolean matches) {
    return matches ? MATCH : NO_MATCH;
  }
}
