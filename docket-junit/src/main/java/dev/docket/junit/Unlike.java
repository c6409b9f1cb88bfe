package dev.docket.junit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the parts of a task that do not arrive as they were sent. */
final class Unlike {

  private Unlike() {}

  /** The smallest parts that are not alike, each by its path and with what differs. */
  static List<String> parts(Object sent, Object arrived) {
    return parts("", sent, arrived);
  }

  private static List<String> parts(String path, @Nullable Object sent, @Nullable Object arrived) {
    if (Likeness.alike(sent, arrived)) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    if (sent instanceof Record one
        && arrived instanceof Record other
        && one.getClass() == other.getClass()) {
      RecordComponent[] components = one.getClass().getRecordComponents();
      List<@Nullable Object> here = Likeness.components(one);
      List<@Nullable Object> there = Likeness.components(other);
      for (int n = 0; n < components.length; n++) {
        found.addAll(parts(join(path, components[n].getName()), here.get(n), there.get(n)));
      }
    } else if (sent instanceof Map<?, ?> one
        && arrived instanceof Map<?, ?> other
        && one.keySet().equals(other.keySet())) {
      one.forEach(
          (key, value) ->
              found.addAll(parts(join(path, String.valueOf(key)), value, other.get(key))));
    } else if (sent instanceof List<?> one
        && arrived instanceof List<?> other
        && one.size() == other.size()) {
      for (int n = 0; n < one.size(); n++) {
        found.addAll(parts("%s[%d]".formatted(path, n), one.get(n), other.get(n)));
      }
    }
    return found.isEmpty() ? List.of(path + ": " + difference(sent, arrived)) : found;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String difference(@Nullable Object sent, @Nullable Object arrived) {
    if (sent == null || arrived == null) {
      return "was %s, arrives as %s".formatted(sent, arrived);
    }
    String type = sent.getClass().getName();
    return sent.getClass() == arrived.getClass()
        ? type + " does not equal its copy"
        : "was of type %s, arrives as %s".formatted(type, arrived.getClass().getName());
  }
}
