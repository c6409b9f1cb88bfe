package dev.docket.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares JSON values: null, Boolean, String, Number, List and Map. */
public final class JsonValues {

  private JsonValues() {}

  /** Returns the JSON value that any value stands for. Throws EncodingException. */
  public static @Nullable Object normalize(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean truth -> truth;
      case Integer number -> number;
      default -> Json.readValue(Json.write(value));
    };
  }

  /** Tells whether two JSON values are equal, numbers numerically. */
  public static boolean same(@Nullable Object left, @Nullable Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return decimal(a).compareTo(decimal(b)) == 0;
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return sameElements(a, b);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return a.keySet().equals(b.keySet())
          && a.keySet().stream().allMatch(name -> same(a.get(name), b.get(name)));
    }
    return Objects.equals(left, right);
  }

  private static boolean sameElements(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a hash code that agrees with {@link #same}. */
  public static int hash(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Number number -> Double.hashCode(number.doubleValue() + 0.0);
      case List<?> list -> list.stream().mapToInt(JsonValues::hash).reduce(1, (a, b) -> 31 * a + b);
      case Map<?, ?> map -> map.keySet().hashCode();
      default -> value.hashCode();
    };
  }

  /** Returns a number as the decimal that it is. */
  public static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal exact -> exact;
      case BigInteger integer -> new BigDecimal(integer);
      case Double floating -> BigDecimal.valueOf(floating);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }
}
