package dev.docket.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Task;
import dev.docket.Worker;
import dev.docket.local.LocalRedis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** Where the Redis of a test comes from, shown by samples that run through JUnit. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class RedisSourceTest {

  record Ping() implements Task {}

  private static final List<String> KNOBS =
      List.of("docket.test.url", "docket.test.redis", "docket.redis.server", "docket.redis.cache");

  /** Written by the samples, as "test: source" and "test: url". */
  private static final List<TestRedis> seen = new ArrayList<>();

  @BeforeEach
  @AfterEach
  void forget() {
    seen.clear();
    KNOBS.forEach(System::clearProperty);
  }

  private static void works(Docket docket, Worker worker, TestRedis redis) {
    seen.add(redis);
    AtomicInteger runs = new AtomicInteger();
    docket.register(Ping.class, ping -> runs.incrementAndGet());
    docket.add(new Ping());
    worker.runUntilFinished();
    assertThat(runs).hasValue(1);
    assertThat(docket.redisVersion()).isEqualTo(redis.version()).matches("(valkey )?\\d+\\.\\d+.*");
  }

  @Test
  void a_redis_on_the_path_can_be_forced() {
    Samples.pass(OnPath.class);

    assertThat(seen.getFirst().source()).contains(" on PATH (", "redis = PATH asks for it");
  }

  @Test
  void the_embedded_redis_can_be_forced() {
    Samples.pass(Embedded.class);

    assertThat(seen.getFirst().source()).contains("embedded", "redis = EMBEDDED asks for it");
    assertThat(seen.getFirst().version()).isEqualTo("7.0.15");
  }

  @Test
  void a_container_can_be_forced() {
    Samples.needDocker();

    Samples.pass(InContainer.class);

    assertThat(seen.getFirst().source()).contains("Testcontainers, image " + Samples.IMAGE);
  }

  @Test
  void a_given_url_comes_first() {
    try (LocalRedis given = LocalRedis.start()) {
      System.setProperty("docket.test.url", given.url());

      Samples.pass(First.class);

      assertThat(seen.getFirst().url()).isEqualTo(given.url());
      assertThat(seen.getFirst().source()).isEqualTo("the given URL; URL comes first");
      assertThat(given.isRunning()).isTrue();
    }
  }

  @Test
  void a_setting_of_the_jvm_forces_a_source_for_all_that_name_none() {
    System.setProperty("docket.test.redis", "embedded");

    Samples.pass(First.class, OnPath.class);

    assertThat(seen.get(0).source()).contains("embedded");
    assertThat(seen.get(1).source()).contains(" on PATH (");
  }

  @Test
  void the_first_source_that_works_is_taken_and_says_why() {
    Samples.pass(First.class);

    assertThat(seen.getFirst().source())
        .contains("the first source that works; before it URL: neither docket.test.url nor");
  }

  @Test
  void all_tests_of_a_jvm_share_one_and_it_ends_with_them() {
    Samples.pass(OnPath.class, OnPathToo.class);

    assertThat(seen).hasSize(3).extracting(TestRedis::url).containsOnly(seen.getFirst().url());
    int port = java.net.URI.create(seen.getFirst().url()).getPort();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> new java.net.Socket("127.0.0.1", port))
        .isInstanceOf(java.net.ConnectException.class);
  }

  @Test
  void each_image_has_one_server() {
    Samples.needDocker();

    Samples.pass(InContainer.class, InContainerToo.class, InOtherImage.class);

    assertThat(seen.get(0).url()).isEqualTo(seen.get(1).url()).isNotEqualTo(seen.get(2).url());
    assertThat(seen.get(2).source()).contains("image " + Samples.OTHER_IMAGE);
  }

  @Test
  void where_nothing_works_one_error_names_all_that_was_tried(@TempDir Path folder)
      throws IOException {
    System.setProperty("docket.redis.server", folder.resolve("none").toString());
    System.setProperty("docket.redis.cache", Files.createFile(folder.resolve("file")).toString());

    List<Throwable> failures = Samples.failures(Samples.run(NoImage.class));

    assertThat(failures).singleElement();
    assertThat(failures.getFirst())
        .hasMessageContaining("No Redis for the tests (redis = AUTO, topology = STANDALONE)")
        .hasMessageContaining("- URL: neither docket.test.url nor DOCKET_TEST_URL is set")
        .hasMessageContaining("- TESTCONTAINERS: ")
        .hasMessageContaining("- PATH: " + folder.resolve("none"))
        .hasMessageContaining("there is no such file")
        .hasMessageContaining("- EMBEDDED: ")
        .hasMessageContaining("Any one of these mends it");
  }

  @Test
  void a_forced_source_that_does_not_work_is_not_replaced() {
    List<Throwable> failures = Samples.failures(Samples.run(Given.class));

    assertThat(failures.getFirst())
        .hasMessageContaining("redis = URL")
        .hasMessageContaining("neither docket.test.url nor DOCKET_TEST_URL is set");
  }

  @Test
  void an_unknown_source_is_named() {
    System.setProperty("docket.test.redis", "docker");

    assertThat(Samples.failures(Samples.run(First.class)).getFirst())
        .hasMessageContaining("docket.test.redis is \"docker\"; it may be auto, url");
  }

  @ExtendWith(DocketExtension.class)
  static class First {
    @Test
    void test(Docket docket, Worker worker, TestRedis redis) {
      works(docket, worker, redis);
    }
  }

  @DocketTest(redis = RedisMode.PATH)
  static class OnPath extends First {}

  @DocketTest(redis = RedisMode.PATH)
  static class OnPathToo extends First {
    @Test
    void another(Docket docket, Worker worker, TestRedis redis) {
      works(docket, worker, redis);
    }
  }

  @DocketTest(redis = RedisMode.EMBEDDED)
  static class Embedded extends First {}

  @DocketTest(redis = RedisMode.URL)
  static class Given extends First {}

  @DocketTest(redis = RedisMode.TESTCONTAINERS, image = Samples.IMAGE)
  static class InContainer extends First {}

  @DocketTest(redis = RedisMode.TESTCONTAINERS, image = Samples.IMAGE)
  static class InContainerToo extends First {}

  @DocketTest(redis = RedisMode.TESTCONTAINERS, image = Samples.OTHER_IMAGE)
  static class InOtherImage extends First {}

  @DocketTest(image = "docket-ci/there-is-none:1")
  static class NoImage extends First {}
}
