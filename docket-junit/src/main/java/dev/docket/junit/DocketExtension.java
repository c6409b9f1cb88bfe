package dev.docket.junit;

import dev.docket.Docket;
import dev.docket.Worker;
import java.lang.annotation.Annotation;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Injects a ready {@link Docket}, {@link Worker} and {@link TestClock} into constructors, lifecycle
 * and test methods. Every test has a docket of its own on one real Redis for the JVM, so tests may
 * run in parallel. When a test fails, what happened on its docket is printed and published as a
 * report entry.
 */
public final class DocketExtension
    implements ParameterResolver, AfterEachCallback, AfterAllCallback {

  private static final Namespace NAMESPACE = Namespace.create(DocketExtension.class);

  private final @Nullable TestSettings settings;

  /** Creates the extension with the settings of {@link DocketTest}, or the defaults. */
  public DocketExtension() {
    this.settings = null;
  }

  private DocketExtension(TestSettings settings) {
    this.settings = settings;
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
     * Sets after how much real time in which nothing starts or ends a {@link TestWorker} gives up.
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
    Fixture fixture = fixture(context);
    Class<?> type = parameter.getParameter().getType();
    String label = parameter.findAnnotation(Named.class).map(Named::value).orElse("");
    if (type == Docket.class) {
      return fixture.docket(label);
    }
    if (type == TestRedis.class) {
      return fixture.redis();
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
    Fixture own = context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class);
    if (own != null) {
      end(own, context);
      return;
    }
    // What was injected for the class outlives its tests.
    Fixture ofTheClass = context.getStore(NAMESPACE).get(Fixture.class, Fixture.class);
    if (ofTheClass != null && context.getExecutionException().isPresent()) {
      publish(context, ofTheClass.diagnostics(), List.of());
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    Fixture fixture = context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class);
    if (fixture != null) {
      end(fixture, context);
    }
  }

  private static void end(Fixture fixture, ExtensionContext context) {
    Optional<Throwable> failure = context.getExecutionException();
    String diagnostics = failure.isPresent() || fixture.leavesWork() ? fixture.diagnostics() : "";
    List<String> found = fixture.close();
    if (failure.isPresent() || !found.isEmpty()) {
      publish(context, diagnostics, found);
    }
    if (failure.isEmpty() && !found.isEmpty()) {
      throw new AssertionError("The test itself passed, but " + String.join("\nand ", found));
    }
  }

  /** Once on the console, once in the report. */
  private static void publish(ExtensionContext context, String diagnostics, List<String> found) {
    String guards = found.isEmpty() ? "" : "\nGuards: " + String.join("\nand ", found) + "\n";
    String text = diagnostics + guards;
    System.err.println(text);
    context.publishReportEntry("docket", text);
  }

  private Fixture fixture(ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                Fixture.class,
                type -> {
                  TestSettings wanted = settings(context);
                  captureOutput(context);
                  return new Fixture(wanted, redis(context, wanted));
                },
                Fixture.class));
  }

  /** One for the JVM, whatever the number of test plans, unless the test wants its own. */
  private static RedisSource redis(ExtensionContext context, TestSettings wanted) {
    RedisRequest request = wanted.redis().resolved();
    return wanted.ownRedis()
        ? RedisSource.own(request)
        : Objects.requireNonNull(
            context
                .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(request, RedisSource::shared, RedisSource.class));
  }

  /** The logs of executions are told apart from the first injected docket to the last test. */
  private static void captureOutput(ExtensionContext context) {
    context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .getOrComputeIfAbsent(OutputTee.class, type -> new OutputTee(), OutputTee.class);
  }

  private TestSettings settings(ExtensionContext context) {
    TestSettings found =
        settings != null
            ? settings
            : ofClass(context, DocketTest.class).map(TestSettings::of).orElse(TestSettings.DEFAULT);
    TestSettings guarded = found.with(found.checks().without(guardsOff(context)));
    boolean twice =
        ofMethod(context, DeliverTwice.class).isPresent()
            || ofClass(context, DeliverTwice.class).isPresent();
    return twice ? guarded.withDeliverTwice() : guarded;
  }

  private static Set<Guard> guardsOff(ExtensionContext context) {
    Set<Guard> off = EnumSet.noneOf(Guard.class);
    Stream.of(ofMethod(context, WithoutGuards.class), ofClass(context, WithoutGuards.class))
        .flatMap(Optional::stream)
        .forEach(annotation -> off.addAll(List.of(annotation.value())));
    return off;
  }

  private static <A extends Annotation> Optional<A> ofMethod(
      ExtensionContext context, Class<A> annotation) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, annotation));
  }

  private static <A extends Annotation> Optional<A> ofClass(
      ExtensionContext context, Class<A> annotation) {
    return context
        .getTestClass()
        .flatMap(
            type ->
                AnnotationSupport.findAnnotation(
                    type, annotation, context.getEnclosingTestClasses()));
  }
}
