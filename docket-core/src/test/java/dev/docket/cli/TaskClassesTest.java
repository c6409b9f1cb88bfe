package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.Docket;
import dev.docket.Handles;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.cli.TaskClasses.UnsuitableClassException;
import dev.docket.local.LocalRedis;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which classes {@code worker --tasks} takes, and what it says of others. */
class TaskClassesTest {

  record Note(String text) implements Task {}

  private static final List<String> NOTES = Collections.synchronizedList(new ArrayList<>());

  static final class ByStaticMethod {
    private ByStaticMethod(int unused) {}

    public static void register(Docket docket) {
      docket.register(Note.class, note -> NOTES.add("static " + note.text()));
    }
  }

  static final class ByMethod {
    void register(Docket docket) {
      docket.register(Note.class, note -> NOTES.add("method " + note.text()));
    }
  }

  static final class ByConstructor {
    ByConstructor(Docket docket) {
      docket.register(Note.class, note -> NOTES.add("constructor " + note.text()));
    }
  }

  static final class ByAnnotation {
    @Handles
    void note(Note note) {
      NOTES.add("annotation " + note.text());
    }
  }

  static final class Nothing {}

  static final class NeedsMore {
    NeedsMore(String what) {}
  }

  static final class Throws {
    Throws() {
      throw new IllegalStateException("no database");
    }
  }

  static final class ThrowsEarly {
    static final int VALUE = Integer.parseInt("x");
  }

  interface Face {}

  private final Docket docket =
      Docket.connect(LocalRedis.shared("docket-cli-tests").url(), "classes-" + UUID.randomUUID());

  @AfterEach
  void close() {
    docket.close();
  }

  private void register(Class<?> type) {
    new TaskClasses(List.of("")).register(docket, type.getName());
  }

  @Test
  void takes_methods_constructors_and_annotations() {
    NOTES.clear();
    for (Class<?> type :
        List.of(ByStaticMethod.class, ByMethod.class, ByConstructor.class, ByAnnotation.class)) {
      register(type);
      docket.add(new Note("here"));
      try (Worker worker = Worker.builder(docket).build()) {
        worker.runUntilFinished();
      }
    }

    assertThat(NOTES)
        .containsExactly("static here", "method here", "constructor here", "annotation here");
  }

  @Test
  void says_why_a_class_does_not_fit() {
    refused(Nothing.class, "registers nothing that fits");
    refused(NeedsMore.class, "has no constructor without parameters");
    refused(Throws.class, "threw java.lang.IllegalStateException: no database");
    refused(ThrowsEarly.class, "threw java.lang.NumberFormatException");
    refused(Face.class, "is abstract");
    assertThatThrownBy(() -> new TaskClasses(List.of()).register(docket, "com.acme.Missing"))
        .isInstanceOf(UnsuitableClassException.class)
        .hasMessageContaining("no class com.acme.Missing")
        .hasMessageContaining("--class-path");
  }

  private void refused(Class<?> type, String why) {
    assertThatThrownBy(() -> register(type))
        .isInstanceOf(UnsuitableClassException.class)
        .hasMessageContaining(type.getName())
        .hasMessageContaining(why);
  }

  @Test
  void says_when_the_class_path_is_wrong(@TempDir Path folder) {
    assertThat(new TaskClasses(List.of(folder + "/*", folder.toString())).loader()).isNotNull();
    assertThatThrownBy(() -> new TaskClasses(List.of(folder + "/no.jar")))
        .isInstanceOf(UnsuitableClassException.class)
        .hasMessageContaining("no.jar, which does not exist");
    assertThatThrownBy(() -> new TaskClasses(List.of(folder + "/none/*")))
        .isInstanceOf(UnsuitableClassException.class)
        .hasMessageContaining("cannot be read");
  }
}
