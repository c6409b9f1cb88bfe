package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Worker;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Injects a ready {@link Docket}, {@link Worker} and {@link TestClock} into constructors, lifecycle
 * and test methods. Every test has a docket of its own on one real Redis for the JVM, so tests may
 * run in parallel. When a test fails, what happened on its docket is printed and published as a
 * report entry.
 */
public final class DocketExtension
    implements ParameterResolver,
        TestInstancePreConstructCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback {

  private final Optional<TestSettings> built;
  private final Fixtures fixtures = new Fixtures(this::settings);

  /** Creates the extension with the settings of {@link DocketTest}, or the defaults. */
  public DocketExtension() {
    this.built = Optional.empty();
  }

  private DocketExtension(TestSettings settings) {
    this.built = Optional.of(settings);
  }

  /**
   * Starts to build an extension for {@code @RegisterExtension}.
   *
   * @return a builder with the defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the settings of an extension. */
  public static final class Builder {
    private ClockMode clock = ClockMode.VIRTUAL;
    private Optional<Instant> time = Optional.empty();
    private RedisMode redis = RedisMode.AUTO;
    private String image = "";
    private Topology topology = Topology.STANDALONE;
    private boolean ownRedis;
    private int concurrency = 10;
    private List<Class<?>> handlers = List.of();
    private Checks checks = Checks.DEFAULT;

    private Builder() {}

    /**
     * Sets what "now" is.
     *
     * @param clock virtual by default
     * @return this builder
     */
    public Builder clock(ClockMode clock) {
      this.clock = clock;
      return this;
    }

    /**
     * Sets what the test clock shows when a test begins.
     *
     * @param time the last full second by default
     * @return this builder
     */
    public Builder time(Instant time) {
      this.time = Optional.of(time);
      return this;
    }

    /**
     * Sets where Redis comes from.
     *
     * @param redis the first that works by default
     * @return this builder
     */
    public Builder redis(RedisMode redis) {
      this.redis = redis;
      return this;
    }

    /**
     * Sets the image of the container, when Redis comes from one.
     *
     * @param image as in {@link DocketTest#image}
     * @return this builder
     */
    public Builder image(String image) {
      this.image = image;
      return this;
    }

    /**
     * Sets what Redis consists of.
     *
     * @param topology one server by default
     * @return this builder
     */
    public Builder topology(Topology topology) {
      this.topology = topology;
      return this;
    }

    /**
     * Sets whether each test has a Redis of its own, which it may disturb with {@link TestRedis}.
     *
     * @param own false by default
     * @return this builder
     */
    public Builder ownRedis(boolean own) {
      this.ownRedis = own;
      return this;
    }

    /**
     * Sets how many executions an injected worker runs at once.
     *
     * @param tasks 10 by default
     * @return this builder
     */
    public Builder concurrency(int tasks) {
      this.concurrency = tasks;
      return this;
    }

    /**
     * Sets the classes whose handlers every injected docket has.
     *
     * @param types classes with a constructor without parameters
     * @return this builder
     */
    public Builder handlers(Class<?>... types) {
      this.handlers = List.of(types);
      return this;
    }

    /**
     * Sets whether anything is guarded.
     *
     * @param guards true by default; false switches all guards off
     * @return this builder
     */
    public Builder guards(boolean guards) {
      return guards ? this : withoutGuards(Guard.values());
    }

    /**
     * Switches guards off.
     *
     * @param guards which ones
     * @return this builder
     */
    public Builder withoutGuards(Guard... guards) {
      this.checks = checks.without(List.of(guards));
      return this;
    }

    /**
     * Sets what it means that work is pending when a test ends.
     *
     * @param leftovers nothing by default
     * @return this builder
     */
    public Builder leftovers(Leftovers leftovers) {
      this.checks = checks.with(leftovers);
      return this;
    }

    /**
     * Sets after how much real time in which nothing starts or ends a wait for a worker is given
     * up.
     *
     * @param time 20 seconds by default
     * @return this builder
     */
    public Builder hangAfter(Duration time) {
      this.checks = checks.with(time);
      return this;
    }

    /**
     * Builds the extension.
     *
     * @return the extension
     */
    public DocketExtension build() {
      return new DocketExtension(
          new TestSettings(
              clock,
              time,
              new RedisRequest(redis, image, topology),
              ownRedis,
              concurrency,
              handlers,
              checks,
              false));
    }
  }

  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext instance, ExtensionContext context) {
    watchThreads(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    watchThreads(context);
  }

  private void watchThreads(ExtensionContext context) {
    ThreadWatch.begin(context, () -> settings(context).checks().has(Guard.THREADS));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Docket.class
        || type == Worker.class
        || type == TestWorker.class
        || type == TestClock.class
        || type == TestRedis.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    if (type == TestRedis.class) {
      return fixtures.redis(context);
    }
    Fixture fixture = fixtures.of(context);
    String label = parameter.findAnnotation(Named.class).map(Named::value).orElse("");
    if (type == Docket.class) {
      return fixture.docket(label);
    }
    if (type == TestClock.class) {
      return fixture.clock();
    }
    boolean ownDocket = asksForDocket(parameter, label);
    return type == Worker.class
        ? fixture.worker(label, ownDocket)
        : fixture.testWorker(label, ownDocket);
  }

  private static boolean asksForDocket(ParameterContext worker, String label) {
    return Arrays.stream(worker.getDeclaringExecutable().getParameters())
        .filter(parameter -> parameter.getType() == Docket.class)
        .map((Parameter parameter) -> parameter.getAnnotation(Named.class))
        .anyMatch(named -> named != null && named.value().equals(label));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    TestEnd end = new TestEnd(context);
    Fixtures.take(context)
        .ifPresentOrElse(end::with, () -> Fixtures.shared(context).ifPresent(end::withShared));
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Fixtures.take(context).ifPresent(new TestEnd(context)::with);
  }

  private TestSettings settings(ExtensionContext context) {
    return new TestAnnotations(context).settings(built);
  }
}
