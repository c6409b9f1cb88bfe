package dev.docket.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Disposition;
import dev.docket.Docket;
import dev.docket.Execution;
import dev.docket.Schedule;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose answer is lost with its connection is sent again, and must not count twice. */
class ReSentAddTest {

  record Pay(int amount) implements Task {}

  private final LocalRedis redis = LocalRedis.shared("docket-core-tests");
  private final String name = "sent-again-" + UUID.randomUUID();
  private final AtomicInteger paid = new AtomicInteger();
  private Link link;
  private Docket direct;
  private Docket docket;

  /** Passes everything on; when told to, swallows the next answer and cuts the connection. */
  private static final class Link implements Closeable {

    private final ServerSocket server;
    private final URI redis;
    private final AtomicBoolean swallow = new AtomicBoolean();
    private final AtomicInteger swallowed = new AtomicInteger();

    Link(URI redis) throws IOException {
      this.redis = redis;
      this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(this::accept);
    }

    String url() {
      return "redis://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
      try {
        while (true) {
          Socket client = server.accept();
          Socket there = new Socket(redis.getHost(), redis.getPort());
          Thread.ofVirtual().start(() -> pass(client, there, false));
          Thread.ofVirtual().start(() -> pass(there, client, true));
        }
      } catch (IOException e) {
        // closed
      }
    }

    private void pass(Socket from, Socket to, boolean answers) {
      byte[] buffer = new byte[65_536];
      try (from;
          to;
          InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        int read;
        while ((read = in.read(buffer)) >= 0) {
          if (answers && swallow.compareAndSet(true, false)) {
            swallowed.incrementAndGet();
            return;
          }
          out.write(buffer, 0, read);
        }
      } catch (IOException e) {
        // the other end is closed
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @BeforeEach
  void connect() throws IOException {
    link = new Link(URI.create(redis.url()));
    docket = Docket.connect(link.url(), name);
    direct = Docket.connect(redis.url(), name);
    direct.register(Pay.class, pay -> paid.addAndGet(pay.amount()));
  }

  @AfterEach
  void close() throws IOException {
    direct.clear();
    direct.close();
    docket.close();
    link.close();
  }

  private void work() {
    try (Worker worker = Worker.builder(direct).build()) {
      worker.runUntilFinished();
    }
  }

  @Test
  void an_add_under_a_key_that_meets_itself_is_scheduled() {
    docket.add(new Pay(1), Schedule.in(Duration.ofHours(1))); // the script is known, the link warm
    link.swallow.set(true);

    Execution<Void> execution =
        docket.add(new Pay(10), Schedule.in(Duration.ofHours(1)).withKey("order-1"));

    assertThat(link.swallowed).hasValue(1);
    assertThat(execution.disposition()).isEqualTo(Disposition.SCHEDULED);
    assertThat(docket.add(new Pay(10), Schedule.keyed("order-1")).disposition())
        .isEqualTo(Disposition.ALREADY_SCHEDULED);
  }

  @Test
  void a_replacement_that_is_sent_again_runs_once() {
    docket.add(new Pay(1), Schedule.in(Duration.ofHours(1)).withKey("order-1"));
    link.swallow.set(true);

    Execution<Void> execution = docket.replace(new Pay(10), Schedule.keyed("order-1"));
    work();

    assertThat(link.swallowed).hasValue(1);
    assertThat(execution.disposition()).isEqualTo(Disposition.SCHEDULED);
    assertThat(paid).hasValue(10);
  }
}
