package dev.docket.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrphanTest {
  @Test
  void a_server_dies_with_a_jvm_that_is_killed() throws IOException {
    Child child = Child.start("wait");

    child.jvm.destroyForcibly();

    child.assertThatNothingIsLeft();
  }

  @Test
  void a_paused_server_dies_with_a_jvm_that_is_killed() throws IOException {
    Child child = Child.start("pause");

    child.jvm.destroyForcibly();

    child.assertThatNothingIsLeft();
  }

  @Test
  void a_server_that_nobody_closes_dies_when_its_jvm_ends() throws IOException {
    Child child = Child.start("end");

    child.assertThatNothingIsLeft();
  }

  /** Runs in another JVM. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) throws IOException {
      LocalRedis redis = LocalRedis.shared("orphan");
      if (arguments[0].equals("pause")) {
        redis.pause();
      }
      System.out.println(redis.pid() + " " + redis.folder());
      if (!arguments[0].equals("end")) {
        System.in.read();
      }
    }
  }

  private record Child(Process jvm, long server, Path folder) {
    static Child start(String mode) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      String classes = System.getProperty("java.class.path");
      Process jvm =
          new ProcessBuilder(java, "-cp", classes, Program.class.getName(), mode)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = jvm.inputReader();
      String line = output.readLine();
      assertThat(line).as("nothing; what it said to its standard error is in our log").isNotNull();
      String[] words = line.split(" ", 2);
      return new Child(jvm, Long.parseLong(words[0]), Path.of(words[1]));
    }

    void assertThatNothingIsLeft() {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(ProcessHandle.of(server)).isEmpty();
                assertThat(folder).doesNotExist();
              });
    }
  }
}
