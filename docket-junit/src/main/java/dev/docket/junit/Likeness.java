package dev.docket.junit;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two values are the same to a handler: as {@code equals} says, but arrays and collections
 * that have no such equals by their elements, also inside of records, maps and each other.
 */
final class Likeness {

  private Likeness() {}

  static boolean alike(@Nullable Object one, @Nullable Object other) {
    if (Objects.equals(one, other)) {
      return true;
    } else if (one == null || other == null) {
      return false;
    } else if (one instanceof Record record) {
      return record.getClass() == other.getClass()
          && alikeInOrder(components(record), components((Record) other));
    } else if (one.getClass().isArray() && other.getClass().isArray()) {
      return alikeInOrder(elements(one), elements(other));
    } else if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
      return map.keySet().equals(otherMap.keySet())
          && map.keySet().stream().allMatch(key -> alike(map.get(key), otherMap.get(key)));
    } else if (one instanceof Collection<?> all && other instanceof Collection<?> others) {
      return one instanceof Set == other instanceof Set
          && alikeInOrder(new ArrayList<>(all), new ArrayList<>(others));
    }
    return false;
  }

  private static boolean alikeInOrder(List<?> some, List<?> others) {
    return some.size() == others.size()
        && IntStream.range(0, some.size()).allMatch(i -> alike(some.get(i), others.get(i)));
  }

  private static List<@Nullable Object> elements(Object array) {
    List<@Nullable Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  /** The values of its components, in order. */
  static List<@Nullable Object> components(Record record) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        values.add(component.getAccessor().invoke(record));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(
            "%s of %s cannot be read".formatted(component.getName(), record.getClass().getName()),
            e);
      }
    }
    return values;
  }
}
