package dev.docket.internal.task;

import dev.docket.ResultTask;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds R in ResultTask<R>, also when an interface stands between. */
final class ResultTypes {

  private ResultTypes() {}

  static Type of(Class<?> type) {
    Type found = search(type, Map.of());
    return found == null ? Object.class : found;
  }

  private static @Nullable Type search(Class<?> type, Map<TypeVariable<?>, Type> bindings) {
    for (Type declared : type.getGenericInterfaces()) {
      Type found =
          switch (declared) {
            case ParameterizedType generic -> searchGeneric(generic, bindings);
            case Class<?> plain -> search(plain, Map.of());
            default -> null;
          };
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Type searchGeneric(
      ParameterizedType generic, Map<TypeVariable<?>, Type> bindings) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    if (raw == ResultTask.class) {
      return bind(arguments[0], bindings);
    }
    Map<TypeVariable<?>, Type> inner = new HashMap<>();
    TypeVariable<?>[] variables = raw.getTypeParameters();
    for (int i = 0; i < variables.length; i++) {
      inner.put(variables[i], bind(arguments[i], bindings));
    }
    return search(raw, inner);
  }

  private static Type bind(Type type, Map<TypeVariable<?>, Type> bindings) {
    return switch (type) {
      case TypeVariable<?> variable -> bindings.getOrDefault(variable, variable.getBounds()[0]);
      case ParameterizedType generic ->
          new Bound(
              (Class<?>) generic.getRawType(),
              Arrays.stream(generic.getActualTypeArguments())
                  .map(argument -> bind(argument, bindings))
                  .toList());
      default -> type;
    };
  }

  /** A generic type whose variables are filled in. */
  private record Bound(Class<?> raw, List<Type> arguments) implements ParameterizedType {
    @Override
    public Type[] getActualTypeArguments() {
      return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
      return raw;
    }

    @Override
    public @Nullable Type getOwnerType() {
      return raw.getDeclaringClass();
    }

    @Override
    public String toString() {
      return raw.getTypeName()
          + arguments.stream()
              .map(Type::getTypeName)
              .toList()
              .toString()
              .replace('[', '<')
              .replace(']', '>');
    }
  }
}
