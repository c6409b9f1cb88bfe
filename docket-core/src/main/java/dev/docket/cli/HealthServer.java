package dev.docket.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.docket.WorkerHealth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every path with 200 while the worker claims and with 503 when it cannot, and says why. On
 * platform threads, so that handlers which keep the carriers of virtual threads busy do not make it
 * look ill.
 */
final class HealthServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HealthServer.class);
  private static final int THREADS = 2;

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          THREADS, task -> Thread.ofPlatform().daemon().name("docket-health-", 0).unstarted(task));

  private HealthServer(HttpServer server) {
    this.server = server;
  }

  /** Serves on all addresses; port 0 takes any free one. */
  static HealthServer start(int port, Supplier<WorkerHealth> health) throws IOException {
    HealthServer started =
        new HealthServer(HttpServer.create(new InetSocketAddress(port), /* backlog= */ 0));
    started.server.createContext("/", exchange -> answer(exchange, health.get()));
    started.server.setExecutor(started.threads);
    started.server.start();
    LOG.info("Health on port {}", started.port());
    return started;
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, WorkerHealth health) throws IOException {
    try (exchange) {
      String text = (health.claiming() ? "OK: " : "Not claiming: ") + health.detail() + "\n";
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(health.claiming() ? 200 : 503, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
