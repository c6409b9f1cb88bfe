package dev.docket.junit;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * The fixture of each test, and of each class for which something is injected. JUnit keeps them: a
 * test finds that of its class.
 */
final class Fixtures {

  private static final Namespace NAMESPACE = Namespace.create(Fixtures.class);

  private final Function<ExtensionContext, TestSettings> settings;

  Fixtures(Function<ExtensionContext, TestSettings> settings) {
    this.settings = settings;
  }

  /** The one of a test or of its class; made when there is none yet. */
  Fixture of(ExtensionContext context) {
    return Objects.requireNonNull(
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Fixture.class, type -> make(context), Fixture.class));
  }

  private Fixture make(ExtensionContext context) {
    TestSettings wanted = settings.apply(context);
    return new Fixture(wanted, redis(context, wanted), threads(context, wanted));
  }

  /** All tests share it, unless it is one's own: who asks for it for a class shares no docket. */
  TestRedis redis(ExtensionContext context) {
    TestSettings wanted = settings.apply(context);
    return wanted.ownRedis() ? of(context).redis() : new TestRedis(redis(context, wanted));
  }

  /** One for the JVM, whatever the number of test plans, unless the test wants its own. */
  private static RedisSource redis(ExtensionContext context, TestSettings wanted) {
    RedisRequest request = wanted.redis().resolved();
    return TestThreads.apart(
        () ->
            wanted.ownRedis()
                ? RedisSource.own(request)
                : Objects.requireNonNull(
                    context
                        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                        .getOrComputeIfAbsent(request, RedisSource::shared, RedisSource.class)));
  }

  private static Optional<TestThreads> threads(ExtensionContext context, TestSettings wanted) {
    return wanted.checks().has(Guard.THREADS)
        ? Optional.of(ThreadWatch.of(context))
        : Optional.empty();
  }

  /** Takes away the one that was made for this very test or class. */
  static Optional<Fixture> take(ExtensionContext context) {
    return Optional.ofNullable(context.getStore(NAMESPACE).remove(Fixture.class, Fixture.class));
  }

  /** The one of a class that its tests share. */
  static Optional<Fixture> shared(ExtensionContext test) {
    return Optional.ofNullable(test.getStore(NAMESPACE).get(Fixture.class, Fixture.class));
  }
}
