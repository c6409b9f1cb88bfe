package dev.docket.junit;

import static dev.docket.junit.DocketAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.Docket;
import dev.docket.Handles;
import dev.docket.Task;
import dev.docket.Worker;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** All ways of JUnit to write a test that {@link LifecycleTest} has not. */
class TestShapesTest {

  record Greet(int number) implements Task {}

  private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

  static class Greeter {
    @Handles
    void greet(Greet greet) {}
  }

  private static void work(Docket docket, TestWorker worker) {
    assertThat(NAMES.add(docket.name())).isTrue();
    docket.add(new Greet(1));
    assertThat(worker.runUntilFinished()).succeeded(1);
  }

  @Retention(RetentionPolicy.RUNTIME)
  @DocketTest(handlers = Greeter.class, time = "2030-05-01T12:00:00Z")
  @interface GreeterTest {}

  @GreeterTest
  static class ByAnAnnotationOfOnesOwn {
    @Test
    void own(Docket docket, TestWorker worker, TestClock clock) {
      assertThat(clock.now()).isEqualTo("2030-05-01T12:00:00Z");
      work(docket, worker);
    }
  }

  @GreeterTest
  abstract static class Base {
    private Docket base;

    @BeforeEach
    void before(Docket docket) {
      base = docket;
    }

    @Test
    void inherited(Docket docket, TestWorker worker) {
      assertThat(docket).isSameAs(base);
      work(docket, worker);
    }
  }

  static class ByInheritance extends Base {}

  @GreeterTest
  interface Contract {
    @Test
    default void byDefault(Docket docket, TestWorker worker) {
      work(docket, worker);
    }
  }

  static class ByAnInterface implements Contract {}

  @GreeterTest
  static class ByAFactory {
    @TestFactory
    Stream<DynamicTest> factory(Docket docket, Worker worker) {
      NAMES.add(docket.name());
      return IntStream.range(0, 3)
          .mapToObj(
              number ->
                  DynamicTest.dynamicTest(
                      "greets " + number,
                      () -> {
                        docket.add(new Greet(number));
                        assertThat(worker.runUntilFinished().succeeded()).isEqualTo(1);
                      }));
    }
  }

  @GreeterTest
  @ParameterizedClass
  @ValueSource(ints = {1, 2})
  static class ByParametersOfTheClass {
    private final Docket docket;

    ByParametersOfTheClass(int number, Docket docket) {
      assertThat(number).isPositive();
      this.docket = docket;
    }

    @Test
    void one(Docket same, TestWorker worker) {
      assertThat(same).isSameAs(docket);
      work(docket, worker);
    }

    @Test
    void other(TestWorker worker) {
      work(docket, worker);
    }
  }

  @GreeterTest
  static class OnAnotherThread {
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void separate(Docket docket, TestWorker worker) {
      work(docket, worker);
    }
  }

  @Test
  void every_test_of_any_shape_has_a_docket_of_its_own() {
    NAMES.clear();

    Kit kit =
        Kit.run(
            ByAnAnnotationOfOnesOwn.class,
            ByInheritance.class,
            ByAnInterface.class,
            ByAFactory.class,
            ByParametersOfTheClass.class,
            OnAnotherThread.class);

    assertThat(kit.failures()).isEmpty();
    assertThat(kit.all())
        .containsKeys(
            "own", "inherited", "byDefault", "factory[3]", "one[2]", "other[2]", "separate");
    assertThat(NAMES).hasSize(9);
  }

  @ExtendWith(DocketExtension.class)
  static class HangsOnAnotherThread {
    @Test
    @Timeout(value = 4, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void hangs(Docket docket, Worker worker) {
      docket.register(Greet.class, greet -> Thread.currentThread().join());
      docket.add(new Greet(1));
      worker.runUntilFinished();
    }
  }

  @Test
  void a_test_that_JUnit_leaves_alone_on_its_thread_tells_where_it_hangs() {
    Kit.Outcome hangs = Kit.run(HangsOnAnotherThread.class).of("hangs");

    assertThat(hangs.message()).contains("timed out after 4 seconds");
    assertThat(hangs.report())
        .contains("Greet[", "running on worker", "its handler has run for", "Thread.join");
  }
}
