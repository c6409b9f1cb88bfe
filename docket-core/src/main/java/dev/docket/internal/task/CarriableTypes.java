package dev.docket.internal.task;

import java.lang.annotation.Annotation;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refuses types that JSON plainly cannot carry there and back. What it cannot judge, it lets pass.
 */
final class CarriableTypes {

  private static final String FIX =
      "; use scalars, strings, enums, java.time values, UUIDs, lists, maps or records of these";

  private CarriableTypes() {}

  /** Throws InvalidTaskException that names the task, the place and the type. */
  static void check(Class<?> task, String place, Type type) {
    problem(type, new HashSet<>())
        .ifPresent(
            problem -> {
              throw Refusal.of(task, place + ": JSON cannot carry " + problem + FIX);
            });
  }

  private static Optional<String> problem(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return Optional.empty();
    }
    return switch (type) {
      case Class<?> plain -> problemOfClass(plain, seen);
      case ParameterizedType generic -> problemOfGeneric(generic, seen);
      case GenericArrayType array -> problem(array.getGenericComponentType(), seen);
      case WildcardType wildcard -> problem(wildcard.getUpperBounds()[0], seen);
      case TypeVariable<?> variable -> problem(variable.getBounds()[0], seen);
      default -> Optional.empty();
    };
  }

  private static Optional<String> problemOfGeneric(ParameterizedType generic, Set<Type> seen) {
    Class<?> raw = (Class<?>) generic.getRawType();
    Type[] arguments = generic.getActualTypeArguments();
    Optional<String> problem = problem(raw, seen);
    for (int i = 0; problem.isEmpty() && i < arguments.length; i++) {
      problem = problem(arguments[i], seen);
    }
    if (problem.isEmpty() && Map.class.isAssignableFrom(raw) && !isKey(arguments[0])) {
      return Optional.of("a map whose keys are " + arguments[0].getTypeName());
    }
    return problem;
  }

  private static Optional<String> problemOfClass(Class<?> type, Set<Type> seen) {
    if (type.isArray()) {
      return problem(type.getComponentType(), seen);
    }
    if (type.isRecord()) {
      return problemOfRecord(type, seen);
    }
    if (isLive(type)) {
      return Optional.of(type.getName() + ", which is not data");
    }
    if (type.isInterface() && !isCollection(type) && !saysHow(type)) {
      return Optional.of(type.getName() + ", an interface that does not tell which class to make");
    }
    return Optional.empty();
  }

  private static Optional<String> problemOfRecord(Class<?> type, Set<Type> seen) {
    for (RecordComponent component : type.getRecordComponents()) {
      Optional<String> problem = problem(component.getGenericType(), seen);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static boolean isLive(Class<?> type) {
    return AutoCloseable.class.isAssignableFrom(type)
        || Runnable.class.isAssignableFrom(type)
        || type == Class.class
        || type == Thread.class
        || type == ClassLoader.class;
  }

  private static boolean isCollection(Class<?> type) {
    return type == Iterable.class
        || type == CharSequence.class
        || Collection.class.isAssignableFrom(type)
        || Map.class.isAssignableFrom(type);
  }

  /** Annotated by the user for JSON, such as with JsonTypeInfo; this package knows no such type. */
  private static boolean saysHow(Class<?> type) {
    for (Annotation annotation : type.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().startsWith("Json")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKey(@Nullable Type type) {
    return !(type instanceof Class<?> plain)
        || plain == String.class
        || plain == Object.class
        || plain == UUID.class
        || plain.isEnum()
        || plain == Character.class
        || plain == Boolean.class
        || Number.class.isAssignableFrom(plain)
        || plain.getPackageName().equals("java.time");
  }
}
