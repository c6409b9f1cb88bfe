package dev.docket.junit;

import java.lang.annotation.Annotation;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What the annotations of a test and of the classes around it ask for; those of a class, when no
 * test runs yet.
 */
record TestAnnotations(ExtensionContext context) {

  /**
   * How the test wants its docket.
   *
   * @param built what was set with the builder, which {@link DocketTest} does not change
   */
  TestSettings settings(Optional<TestSettings> built) {
    TestSettings found =
        built
            .or(() -> nearest(DocketTest.class).map(TestSettings::of))
            .orElse(TestSettings.DEFAULT);
    TestSettings guarded = found.with(found.checks().without(guardsOff()));
    return nearest(DeliverTwice.class).isPresent() ? guarded.withDeliverTwice() : guarded;
  }

  /** Those of the test, and of its class too. */
  private Set<Guard> guardsOff() {
    Set<Guard> off = EnumSet.noneOf(Guard.class);
    Stream.of(ofMethod(WithoutGuards.class), ofClass(WithoutGuards.class))
        .flatMap(Optional::stream)
        .forEach(annotation -> off.addAll(List.of(annotation.value())));
    return off;
  }

  private <A extends Annotation> Optional<A> nearest(Class<A> annotation) {
    return ofMethod(annotation).or(() -> ofClass(annotation));
  }

  private <A extends Annotation> Optional<A> ofMethod(Class<A> annotation) {
    return context
        .getTestMethod()
        .flatMap(method -> AnnotationSupport.findAnnotation(method, annotation));
  }

  private <A extends Annotation> Optional<A> ofClass(Class<A> annotation) {
    return context
        .getTestClass()
        .flatMap(
            type ->
                AnnotationSupport.findAnnotation(
                    type, annotation, context.getEnclosingTestClasses()));
  }
}
