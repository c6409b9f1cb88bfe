package dev.docket.internal.task;

import dev.docket.behavior.ConcurrencyLimit;
import dev.docket.behavior.Cooldown;
import dev.docket.behavior.Cron;
import dev.docket.behavior.Debounce;
import dev.docket.behavior.Durations;
import dev.docket.behavior.ExponentialRetry;
import dev.docket.behavior.Limit;
import dev.docket.behavior.Logged;
import dev.docket.behavior.LoggedAs;
import dev.docket.behavior.Perpetual;
import dev.docket.behavior.RateLimit;
import dev.docket.behavior.Recurrence;
import dev.docket.behavior.Retry;
import dev.docket.behavior.RetryPolicy;
import dev.docket.behavior.TaskName;
import dev.docket.behavior.Timeout;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of one record. */
final class AnnotationReader {

  private final Class<?> type;
  private final TaskShape shape;

  AnnotationReader(Class<?> type, TaskShape shape) {
    this.type = type;
    this.shape = shape;
  }

  TaskTraits read() {
    refuseBoth(Retry.class, ExponentialRetry.class);
    refuseBoth(Perpetual.class, Cron.class);
    TaskName name = type.getAnnotation(TaskName.class);
    String taskName = name == null ? type.getSimpleName() : name.value();
    Set<String> aliases = name == null ? Set.of() : new LinkedHashSet<>(List.of(name.aliases()));
    RetryPolicy retry = retry();
    Duration timeout = on(type, Timeout.class, a -> positive(a.value()));
    Recurrence recurrence = recurrence();
    List<Limit> limits = limits();
    return Refusal.guard(
        type,
        "its annotations",
        () -> new TaskTraits(taskName, aliases, retry, timeout, recurrence, limits, logged()));
  }

  private void refuseBoth(Class<? extends Annotation> one, Class<? extends Annotation> other) {
    if (type.isAnnotationPresent(one) && type.isAnnotationPresent(other)) {
      throw Refusal.of(
          type,
          "@%s and @%s exclude each other; keep one"
              .formatted(one.getSimpleName(), other.getSimpleName()));
    }
  }

  private RetryPolicy retry() {
    RetryPolicy fixed =
        on(
            type,
            Retry.class,
            a ->
                RetryPolicy.fixed(a.attempts(), Durations.parse(a.delay()))
                    .withNoRetryOn(List.of(a.noRetryOn())));
    RetryPolicy exponential =
        on(
            type,
            ExponentialRetry.class,
            a ->
                new RetryPolicy(
                    a.attempts(),
                    Durations.parse(a.minimumDelay()),
                    Durations.parse(a.maximumDelay()),
                    a.jitter(),
                    List.of(a.noRetryOn())));
    if (fixed != null) {
      return fixed;
    }
    return exponential == null ? RetryPolicy.once() : exponential;
  }

  private @Nullable Recurrence recurrence() {
    Recurrence interval =
        on(
            type,
            Perpetual.class,
            a ->
                shape.checkedRecurrence(
                    new Recurrence.Interval(Durations.parse(a.every()), a.automatic())));
    Recurrence cron =
        on(
            type,
            Cron.class,
            a ->
                shape.checkedRecurrence(
                    new Recurrence.Cron(a.value(), zone(a.zone()), a.automatic())));
    return interval == null ? cron : interval;
  }

  private List<Limit> limits() {
    List<Limit> limits = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      addLimits(component, component.getName(), limits);
    }
    addLimits(type, null, limits);
    return limits;
  }

  private void addLimits(AnnotatedElement on, @Nullable String parameter, List<Limit> limits) {
    add(
        limits,
        on(on, ConcurrencyLimit.class, a -> new Limit.Concurrency(parameter, a.max(), a.scope())));
    add(
        limits,
        on(
            on,
            RateLimit.class,
            a ->
                new Limit.Rate(parameter, a.max(), Durations.parse(a.per()), a.drop(), a.scope())));
    add(
        limits,
        on(
            on,
            Cooldown.class,
            a -> new Limit.Cooldown(parameter, Durations.parse(a.value()), a.scope())));
    add(
        limits,
        on(
            on,
            Debounce.class,
            a -> new Limit.Debounce(parameter, Durations.parse(a.value()), a.scope())));
  }

  private static void add(List<Limit> limits, @Nullable Limit limit) {
    if (limit != null) {
      limits.add(limit);
    }
  }

  private Map<String, LoggedAs> logged() {
    Map<String, LoggedAs> logged = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Logged annotation = component.getAnnotation(Logged.class);
      if (annotation != null) {
        logged.put(component.getName(), annotation.lengthOnly() ? LoggedAs.LENGTH : LoggedAs.VALUE);
      }
    }
    return logged;
  }

  /** Turns an annotation into its value; null when the annotation is absent. */
  private <A extends Annotation, V> @Nullable V on(
      AnnotatedElement element, Class<A> annotation, Function<A, V> value) {
    A present = element.getAnnotation(annotation);
    if (present == null) {
      return null;
    }
    String place = element instanceof RecordComponent component ? " on " + component.getName() : "";
    String subject = "@" + annotation.getSimpleName() + place;
    return Refusal.guard(type, subject, () -> value.apply(present));
  }

  private static Duration positive(String text) {
    Duration duration = Durations.parse(text);
    if (duration.isZero()) {
      throw new IllegalArgumentException("\"" + text + "\" is zero; write at least 1ms");
    }
    return duration;
  }

  private static ZoneId zone(String id) {
    try {
      return ZoneId.of(id);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "\"" + id + "\" is not a time zone; write one such as UTC or Europe/Paris", e);
    }
  }
}
