package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Execution;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a class path that lacks a library that docket-junit leaves to the project. */
class MissingLibraryTest {

  private static URLClassLoader without(String library) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))) {
      if (!entry.contains(library)) {
        urls.add(new File(entry).toURI().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  /** What a test would do. */
  public static final class User {
    private User() {}

    public static void assertions() {
      DocketAssertions.assertThat((Docket) null);
    }

    public static void execution() {
      DocketAssertions.assertThat((Execution<?>) null);
    }

    public static void report() {
      DocketAssertions.assertThat((TestReport) null);
    }

    public static void waiting() {
      DocketAwait.await((Docket) null);
    }

    public static void container() {
      find(RedisMode.TESTCONTAINERS);
    }

    public static void embedded() {
      find(RedisMode.EMBEDDED);
    }

    private static void find(RedisMode mode) {
      new RedisSearch(new RedisRequest(mode, "", Topology.STANDALONE), false).find();
    }
  }

  private static void call(ClassLoader loader, String method) throws Throwable {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      loader.loadClass(User.class.getName()).getMethod(method).invoke(null);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void assertions_say_that_AssertJ_is_missing() throws Exception {
    try (URLClassLoader loader = without("assertj-core")) {
      for (String method : List.of("assertions", "execution", "report")) {
        assertThatThrownBy(() -> call(loader, method))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("add the dependency org.assertj:assertj-core in test scope");
      }
    }
  }

  @Test
  void waiting_says_that_Awaitility_is_missing() throws Exception {
    try (URLClassLoader loader = without("awaitility")) {
      assertThatThrownBy(() -> call(loader, "waiting"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("org.awaitility:awaitility");
    }
  }

  @Test
  void a_forced_container_says_that_Testcontainers_is_missing() throws Exception {
    try (URLClassLoader loader = without("testcontainers")) {
      assertThatThrownBy(() -> call(loader, "container"))
          .hasMessageContaining(
              "TESTCONTAINERS: org.testcontainers:testcontainers is not on the class path");
    }
  }

  @Test
  void a_forced_embedded_server_says_that_its_jar_is_missing(@TempDir Path nothingUnpacked)
      throws Exception {
    System.setProperty("docket.redis.cache", nothingUnpacked.toString());
    try (URLClassLoader loader = without("embedded-redis")) {
      assertThatThrownBy(() -> call(loader, "embedded"))
          .hasMessageContainingAll("EMBEDDED: ", "org.signal:embedded-redis");
    } finally {
      System.clearProperty("docket.redis.cache");
    }
  }

  @Test
  void the_extension_itself_needs_neither() throws Exception {
    for (String library : List.of("assertj-core", "awaitility")) {
      try (URLClassLoader loader = without(library)) {
        Class<?> extension = Class.forName(DocketExtension.class.getName(), true, loader);
        Object built = extension.getMethod("builder").invoke(null);
        assertThat(built.getClass().getMethod("build").invoke(built)).isInstanceOf(extension);
        assertThat(Class.forName(TestWorker.class.getName(), true, loader).getMethods())
            .isNotEmpty();
      }
    }
  }
}
