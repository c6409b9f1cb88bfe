package dev.docket.regression;

import dev.docket.Docket;
import dev.docket.local.LocalRedis;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One docket twice: directly, and over a wire that can hold back what Redis answers. */
abstract class OverWire {

  private final LocalRedis redis = LocalRedis.shared("docket-core-tests");
  private final String name = "over-wire-" + UUID.randomUUID();

  /** The workers on which something ran, in this order. */
  final List<String> ran = new CopyOnWriteArrayList<>();

  Wire wire;
  Docket direct;
  Docket distant;

  @BeforeEach
  void connect() throws IOException {
    wire = new Wire(URI.create(redis.url()));
    direct = build(Docket.builder().url(redis.url()).name(name));
    distant = build(Docket.builder().url(wire.url()).name(name));
  }

  /** Builds a docket that knows the tasks of the test. */
  abstract Docket build(Docket.Builder settings);

  @AfterEach
  void close() throws IOException {
    wire.close();
    distant.close();
    direct.clear();
    direct.close();
  }
}
