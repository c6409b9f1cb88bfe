package dev.docket.junit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.ImageNameSubstitutor;

/**
 * Redis in one container, whatever the topology. Only this class and {@link ContainerLine} name
 * Testcontainers and what it brings, so that it stays an optional dependency.
 *
 * <p>The container ends when this JVM does, also by {@code kill -9}: its first process reads its
 * standard input, to which only this JVM is attached.
 */
final class ContainerServer extends GenericContainer<ContainerServer> implements RedisServer {

  private static final int PORT = 6379;
  private static final int FIRST_PORT = 23_000;
  private static final int LAST_PORT = 32_000;

  private final String image;
  private final Topology topology;
  private final List<Integer> ports;
  private final ContainerLine line = new ContainerLine();

  private ContainerServer(String image, Topology topology, boolean lasting) {
    super(DockerImageName.parse(image));
    this.image = image;
    this.topology = topology;
    this.ports =
        switch (topology) {
          case STANDALONE -> List.of(PORT);
          case CLUSTER -> freePorts(3);
          case SENTINEL -> freePorts(5);
        };
    if (topology == Topology.STANDALONE) {
      addExposedPort(PORT);
    } else {
      // The nodes name each other, and clients follow: inside and outside it must be the same port.
      ports.forEach(port -> addFixedExposedPort(port, port));
    }
    List<String> command = new ArrayList<>(List.of("-c", script(), "docket"));
    command.add(topology.name());
    command.add(lasting ? "yes" : "no");
    ports.forEach(port -> command.add(port.toString()));
    withCreateContainerCmdModifier(
        create -> {
          create.withEntrypoint("sh").withCmd(command).withStdinOpen(true).withStdInOnce(true);
          Objects.requireNonNull(create.getHostConfig()).withAutoRemove(true);
        });
    waitingFor(
        new AbstractWaitStrategy() {
          @Override
          protected void waitUntilReady() {
            line.awaitReady();
          }
        });
  }

  static ContainerServer start(String image, Topology topology, boolean lasting) {
    ContainerServer server = new ContainerServer(image, topology, lasting);
    try {
      server.start();
      server.requireLoopback();
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** The name under which Testcontainers pulls an image, a mirror that is configured included. */
  static String pulledAs(String image) {
    return ImageNameSubstitutor.instance()
        .apply(DockerImageName.parse(image))
        .asCanonicalNameString();
  }

  private void requireLoopback() {
    if (topology != Topology.STANDALONE && !List.of("localhost", "127.0.0.1").contains(getHost())) {
      throw new IllegalStateException(
          "topology = %s in a container needs a Docker engine whose ports are on localhost, not on %s"
              .formatted(topology, getHost()));
    }
  }

  /** Before it starts, so that it never runs without this JVM at the other end. */
  @Override
  protected void containerIsCreated(String containerId) {
    line.attach(DockerClientFactory.instance().client(), containerId);
  }

  @Override
  public String url() {
    return switch (topology) {
      case STANDALONE -> "redis://" + getHost() + ":" + getMappedPort(PORT) + "/0";
      case CLUSTER -> "redis-cluster://" + addresses(0);
      case SENTINEL -> "redis-sentinel://" + addresses(2) + "/mymaster";
    };
  }

  private String addresses(int from) {
    return IntStream.range(from, ports.size())
        .mapToObj(n -> "127.0.0.1:" + ports.get(n))
        .collect(Collectors.joining(","));
  }

  @Override
  public String origin() {
    return "Testcontainers, image " + image;
  }

  @Override
  public void restart(boolean keepData) {
    line.order(keepData ? "RESTART" : "RESTART-EMPTY");
  }

  @Override
  public void pause() {
    line.order("STOP");
  }

  @Override
  public void resume() {
    line.order("CONT");
  }

  @Override
  public void close() {
    line.close();
    super.close();
  }

  private static String script() {
    try (InputStream in = ContainerServer.class.getResourceAsStream("container.sh")) {
      if (in == null) {
        throw new IllegalStateException("container.sh is missing in docket-junit");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("container.sh of docket-junit cannot be read", e);
    }
  }

  private static List<Integer> freePorts(int count) {
    Set<Integer> found = new LinkedHashSet<>();
    while (found.size() < count) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port)) {
        found.add(socket.getLocalPort());
      } catch (IOException taken) {
        // Another one, then.
      }
    }
    return List.copyOf(found);
  }
}
