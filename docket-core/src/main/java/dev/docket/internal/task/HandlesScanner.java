package dev.docket.internal.task;

import dev.docket.Handles;
import dev.docket.InvalidTaskException;
import dev.docket.TaskDefinition;
import java.lang.invoke.MethodType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds and checks the @Handles methods of an object. */
public final class HandlesScanner {

  private final Object handlers;
  private final Providers providers;
  private final TaskRegistry registry;

  private HandlesScanner(Object handlers, Providers providers, TaskRegistry registry) {
    this.handlers = handlers;
    this.providers = providers;
    this.registry = registry;
  }

  /**
   * Returns the tasks that an object handles, as they are defined in the registry; it registers
   * nothing. Throws InvalidTaskException, naming the method.
   */
  public static List<RegisteredTask> scan(
      Object handlers, Providers providers, TaskRegistry registry) {
    return new HandlesScanner(handlers, providers, registry).scan();
  }

  private List<RegisteredTask> scan() {
    List<RegisteredTask> tasks = new ArrayList<>();
    Map<Class<?>, Method> seen = new HashMap<>();
    for (Method method : handlerMethods()) {
      RegisteredTask task = read(method);
      Method other = seen.put(task.definition().type(), method);
      if (other != null) {
        throw refuse(method, "handles the same task as " + other.getName() + "; keep one");
      }
      tasks.add(task);
    }
    if (tasks.isEmpty()) {
      throw new InvalidTaskException(
          handlers.getClass().getName() + " has no method annotated @Handles; annotate one");
    }
    return tasks;
  }

  /**
   * The annotated methods of the class, its superclasses and its interfaces; an override hides what
   * it overrides.
   */
  private List<Method> handlerMethods() {
    List<Method> found = new ArrayList<>();
    Set<String> signatures = new HashSet<>();
    for (Class<?> type = handlers.getClass(); type != null; type = type.getSuperclass()) {
      collect(type.getDeclaredMethods(), signatures, found);
    }
    collect(
        Arrays.stream(handlers.getClass().getMethods())
            .filter(Method::isDefault)
            .toArray(Method[]::new),
        signatures,
        found);
    return found;
  }

  private static void collect(Method[] methods, Set<String> signatures, List<Method> found) {
    Arrays.sort(methods, Comparator.comparing(Method::toString));
    for (Method method : methods) {
      boolean first =
          signatures.add(method.getName() + Arrays.toString(method.getParameterTypes()));
      if (first && !method.isBridge() && method.isAnnotationPresent(Handles.class)) {
        found.add(method);
      }
    }
  }

  private RegisteredTask read(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    if (parameters.length == 0) {
      throw refuse(method, "has no parameter; its first must be the task's record");
    }
    TaskDefinition<?> definition = registry.definitionOf(parameters[0]);
    checkResult(method, definition.resultType());
    List<Class<?>> injected = List.of(parameters).subList(1, parameters.length);
    for (Class<?> parameter : injected) {
      if (!providers.knows(parameter)) {
        throw refuse(
            method,
            "asks for %s, which nothing provides; call docket.provide(%s.class, …) first"
                .formatted(parameter.getName(), parameter.getSimpleName()));
      }
    }
    makeAccessible(method);
    Object target = Modifier.isStatic(method.getModifiers()) ? null : handlers;
    return new RegisteredTask(definition, new MethodInvocation(target, method, injected));
  }

  private void checkResult(Method method, Type wanted) {
    Class<?> returned = method.getReturnType();
    if (wanted == void.class) {
      if (returned != void.class) {
        throw refuse(
            method, "returns a value, but its task has no result; return void or use ResultTask");
      }
      return;
    }
    boolean fits = wanted == Void.class && returned == void.class;
    if (!fits && !boxed(rawType(wanted)).isAssignableFrom(boxed(returned))) {
      throw refuse(
          method,
          "returns %s, but its task wants %s; return that"
              .formatted(returned.getTypeName(), wanted.getTypeName()));
    }
  }

  private void makeAccessible(Method method) {
    try {
      method.setAccessible(true);
    } catch (InaccessibleObjectException e) {
      throw refuse(method, "is not accessible; open its package to dev.docket.core");
    }
  }

  private static Class<?> rawType(Type type) {
    return switch (type) {
      case Class<?> plain -> plain;
      case ParameterizedType generic -> (Class<?>) generic.getRawType();
      default -> Object.class;
    };
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  private InvalidTaskException refuse(Method method, String problem) {
    return new InvalidTaskException(
        "%s.%s %s".formatted(handlers.getClass().getName(), method.getName(), problem));
  }
}
