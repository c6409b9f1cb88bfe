package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.exception.NotFoundException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.DockerClientFactory;

/** Nothing is left behind, not even by a JVM that is killed by {@code kill -9}. */
class KilledJvmTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({"PATH, kill", "EMBEDDED, exit"})
  void a_local_server_dies_with_its_jvm(RedisMode mode, String end) throws IOException {
    Child child = Child.start(mode, "");
    assertThat(child.answers()).isTrue();

    child.end(end);

    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(child.answers()).isFalse());
  }

  @ParameterizedTest
  @CsvSource({"STANDALONE, exit", "CLUSTER, kill"})
  void a_container_is_gone_with_its_jvm(Topology topology, String end) throws IOException {
    Samples.needDocker();
    Child child = Child.start(RedisMode.TESTCONTAINERS, topology.name());
    assertThat(exists(child.container)).isTrue();

    child.end(end);

    await()
        .atMost(SOON)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(exists(child.container)).isFalse());
  }

  private static boolean exists(String container) {
    try {
      DockerClientFactory.instance().client().inspectContainerCmd(container).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }

  /** Runs in another JVM. */
  static final class Program {
    private Program() {}

    public static void main(String[] words) throws IOException {
      Topology topology = words[1].isEmpty() ? Topology.STANDALONE : Topology.valueOf(words[1]);
      RedisSource source =
          RedisSource.shared(
              new RedisRequest(RedisMode.valueOf(words[0]), Samples.IMAGE, topology));
      String container =
          source.server() instanceof ContainerServer server ? server.getContainerId() : "none";
      System.out.println("started " + source.url() + " " + container);
      System.in.read();
      System.exit(0);
    }
  }

  private record Child(Process jvm, String url, String container) {
    static Child start(RedisMode mode, String topology) throws IOException {
      String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
      Process jvm =
          new ProcessBuilder(
                  java,
                  "-cp",
                  System.getProperty("java.class.path"),
                  "-Duser.home=" + System.getProperty("user.home"),
                  Program.class.getName(),
                  mode.name(),
                  topology)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      BufferedReader output = jvm.inputReader();
      String line = output.readLine();
      while (line != null && !line.startsWith("started ")) {
        line = output.readLine();
      }
      assertThat(line).as("what the child says").isNotNull();
      String[] words = line.split(" ");
      return new Child(jvm, words[1], words[2]);
    }

    void end(String how) throws IOException {
      if (how.equals("kill")) {
        jvm.destroyForcibly();
      } else {
        jvm.getOutputStream().close();
      }
      jvm.onExit().join();
    }

    boolean answers() throws IOException {
      try (Socket socket = new Socket("127.0.0.1", URI.create(url).getPort())) {
        return socket.isConnected();
      } catch (ConnectException e) {
        return false;
      }
    }
  }
}
