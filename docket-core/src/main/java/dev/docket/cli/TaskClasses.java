package dev.docket.cli;

import dev.docket.Docket;
import dev.docket.DocketException;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes that register handlers. One of these, in this order: a method {@code
 * register(Docket)}, static or not; a constructor that takes a {@link Docket} and registers there;
 * methods annotated with {@code @Handles}.
 */
final class TaskClasses {

  private final ClassLoader loader;

  TaskClasses(List<String> classPath) {
    List<URL> urls = new ArrayList<>();
    classPath.stream().filter(entry -> !entry.isBlank()).forEach(entry -> urls.addAll(urls(entry)));
    ClassLoader parent = TaskClasses.class.getClassLoader();
    // Stays open as long as the process: handlers load classes until the end.
    this.loader =
        urls.isEmpty() ? parent : new URLClassLoader("tasks", urls.toArray(URL[]::new), parent);
  }

  ClassLoader loader() {
    return loader;
  }

  /** A class that cannot be used; the message says why and what to do. */
  static final class UnsuitableClassException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnsuitableClassException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Registers what a class handles.
   *
   * @throws UnsuitableClassException when it is missing or does not fit
   */
  void register(Docket docket, String name) {
    Class<?> type = load(name);
    try {
      Method register = registerMethod(type);
      if (register != null && Modifier.isStatic(register.getModifiers())) {
        register.invoke(null, docket);
        return;
      }
      Constructor<?> own = constructor(type, Docket.class);
      Object handlers = own == null ? create(type) : own.newInstance(docket);
      if (register != null) {
        register.invoke(handlers, docket);
      } else if (own == null) {
        docket.register(handlers);
      }
    } catch (InvocationTargetException e) {
      throw threw(type, e.getCause());
    } catch (ExceptionInInitializerError e) {
      throw threw(type, e.getCause());
    } catch (DocketException e) {
      throw unsuitable(type, "registers nothing that fits: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw unsuitable(
          type, "needs a class that is not on the class path (%s)".formatted(e.getMessage()), e);
    } catch (ReflectiveOperationException e) {
      throw unsuitable(type, "cannot be used: " + e, e);
    }
  }

  /** An object of a class that implements a type. */
  <T> T instance(String name, Class<T> wanted) {
    Class<?> type = load(name);
    if (!wanted.isAssignableFrom(type)) {
      throw unsuitable(type, "does not implement " + wanted.getName(), null);
    }
    try {
      return wanted.cast(create(type));
    } catch (InvocationTargetException e) {
      throw threw(type, e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unsuitable(type, "cannot be used: " + e, e);
    }
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, true, loader);
    } catch (ClassNotFoundException e) {
      throw new UnsuitableClassException(
          "There is no class %s on the class path. Name its jar with --class-path, and the class in"
                  .formatted(name)
              + " full: com.acme.OrderTasks, or com.acme.Shop$OrderTasks for a nested one",
          e);
    } catch (ExceptionInInitializerError e) {
      throw new UnsuitableClassException(
          "The static initializer of %s threw %s".formatted(name, e.getCause()), e);
    } catch (LinkageError e) {
      throw new UnsuitableClassException(
          "The class %s cannot be loaded (%s): is it compiled for a newer Java, or does the class"
                  .formatted(name, e)
              + " path lack what it needs?",
          e);
    }
  }

  private static @Nullable Method registerMethod(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      try {
        Method method = c.getDeclaredMethod("register", Docket.class);
        method.setAccessible(true);
        return method;
      } catch (NoSuchMethodException e) {
        // The next class up may have it.
      }
    }
    return null;
  }

  private static @Nullable Constructor<?> constructor(Class<?> type, Class<?>... parameters) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  private static Object create(Class<?> type) throws ReflectiveOperationException {
    if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
      throw unsuitable(type, "is abstract; name a class that can be made", null);
    }
    Constructor<?> constructor = constructor(type);
    if (constructor == null) {
      throw unsuitable(
          type,
          "has no constructor without parameters; it needs that one, a constructor that takes a"
              + " Docket, or a static method register(Docket)",
          null);
    }
    return constructor.newInstance();
  }

  private static UnsuitableClassException threw(Class<?> type, @Nullable Throwable cause) {
    return unsuitable(type, "threw " + cause, cause);
  }

  private static UnsuitableClassException unsuitable(
      Class<?> type, String why, @Nullable Throwable cause) {
    return new UnsuitableClassException("The class %s %s".formatted(type.getName(), why), cause);
  }

  /** A jar, a folder of classes, or all jars of a folder when it ends with a star. */
  private static List<URL> urls(String entry) {
    try {
      if (entry.endsWith("*")) {
        List<URL> jars = new ArrayList<>();
        Path folder = Path.of(entry.substring(0, entry.length() - 1));
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
          for (Path jar : found) {
            jars.add(url(jar));
          }
        }
        return jars;
      }
      Path path = Path.of(entry);
      if (!Files.exists(path)) {
        throw new UnsuitableClassException(
            "--class-path names %s, which does not exist".formatted(path.toAbsolutePath()), null);
      }
      return List.of(url(path));
    } catch (IOException e) {
      throw new UnsuitableClassException(
          "--class-path %s cannot be read: %s".formatted(entry, e), e);
    }
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }
}
