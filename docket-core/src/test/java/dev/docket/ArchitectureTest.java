package dev.docket;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.docket.internal.redis.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What may know what: each library one package, and the layers from the worker down to Redis. */
class ArchitectureTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Path SCRIPTS = RESOURCES.resolve("dev/docket/internal/redis/lua");
  private static final String USE = "--! use ";

  private static final String LETTUCE = "io.lettuce..";
  private static final String JACKSON = "tools.jackson..";
  private static final String JACKSON_ANNOTATIONS = "com.fasterxml..";

  private static final JavaClasses DOCKET =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.docket");

  @Test
  void only_the_redis_package_knows_Lettuce() {
    onlyIn(resideInAPackage("dev.docket.internal.redis"), LETTUCE);
  }

  @Test
  void only_the_codec_knows_Jackson() {
    onlyIn(resideInAPackage("dev.docket.internal.codec"), JACKSON, JACKSON_ANNOTATIONS);
  }

  @Test
  void only_telemetry_and_the_building_of_a_docket_know_OpenTelemetry() {
    onlyIn(
        resideInAPackage("dev.docket.internal.telemetry")
            .or(belongToAnyOf(Docket.Builder.class, Connector.class)),
        "io.opentelemetry..");
  }

  @Test
  void only_the_cron_package_knows_cron_utils() {
    onlyIn(resideInAPackage("dev.docket.internal.cron"), "com.cronutils..");
  }

  @Test
  void only_the_command_line_knows_picocli() {
    onlyIn(resideInAPackage("dev.docket.cli"), "picocli..");
  }

  @Test
  void local_servers_know_nothing_of_Docket() {
    noClasses()
        .that()
        .resideInAPackage("dev.docket.local..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.docket..").and(not(resideInAPackage("dev.docket.local.."))))
        .check(DOCKET);
  }

  @Test
  void the_internal_packages_have_no_cycles() {
    slices().matching("dev.docket.internal.(*)..").should().beFreeOfCycles().check(DOCKET);
  }

  @Test
  void redis_does_not_know_the_worker() {
    noClasses()
        .that()
        .resideInAPackage("dev.docket.internal.redis..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.docket.internal.worker..")
        .check(DOCKET);
  }

  @Test
  void the_public_interface_mentions_neither_Lettuce_nor_Jackson() {
    codeUnits()
        .that()
        .haveModifier(JavaModifier.PUBLIC)
        .or()
        .haveModifier(JavaModifier.PROTECTED)
        .and()
        .areDeclaredInClassesThat(
            resideInAnyPackage("dev.docket", "dev.docket.behavior", "dev.docket.operations")
                .and(
                    DescribedPredicate.describe(
                        "are public", type -> type.getModifiers().contains(JavaModifier.PUBLIC))))
        .should(notMention(LETTUCE, JACKSON, JACKSON_ANNOTATIONS))
        .check(DOCKET);
  }

  @Test
  void every_script_has_its_file_and_every_file_its_use() throws IOException {
    Set<String> expected = new TreeSet<>();
    for (Script script : Script.values()) {
      Path file = SCRIPTS.resolve(script.name().toLowerCase(Locale.ROOT) + ".lua");
      expected.add(nameOf(file));
      Files.readAllLines(file).stream()
          .filter(line -> line.startsWith(USE))
          .flatMap(line -> Arrays.stream(line.substring(USE.length()).split(",")))
          .map(part -> nameOf(SCRIPTS.resolve("lib").resolve(part.strip() + ".lua")))
          .forEach(expected::add);
    }

    assertThat(luaFiles()).isEqualTo(expected);
  }

  private static Set<String> luaFiles() throws IOException {
    try (Stream<Path> files = Files.walk(RESOURCES)) {
      return files
          .map(ArchitectureTest::nameOf)
          .filter(name -> name.endsWith(".lua"))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static String nameOf(Path file) {
    return RESOURCES.relativize(file).toString();
  }

  private static void onlyIn(DescribedPredicate<JavaClass> place, String... library) {
    noClasses()
        .that(not(place))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(library)
        .check(DOCKET);
  }

  private static ArchCondition<JavaCodeUnit> notMention(String... packages) {
    DescribedPredicate<JavaClass> hidden = resideInAnyPackage(packages);
    return new ArchCondition<>("not mention a type in " + String.join(", ", packages)) {
      @Override
      public void check(JavaCodeUnit code, ConditionEvents events) {
        Stream.of(
                Stream.of(code.getReturnType()),
                code.getParameterTypes().stream(),
                code.getExceptionTypes().stream())
            .flatMap(types -> types)
            .flatMap(type -> type.getAllInvolvedRawTypes().stream())
            .map(JavaClass::getBaseComponentType)
            .filter(hidden)
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            code, code.getFullName() + " mentions " + type.getName())));
      }
    };
  }
}
