package coda.voice.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import coda.voice.VoiceException;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows between modules and packages. */
class ArchitectureTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("coda.voice");

  /** What each module may know of ours, besides itself. The empty module is the root package. */
  private static final Map<String, List<String>> ARROWS =
      Map.of(
          "audio", List.of(),
          "engine", List.of("audio"),
          "conversation", List.of("engine", "audio"),
          "engines.local", List.of("engine", "audio"),
          "engines.kyutai", List.of("engine", "audio"),
          "engines.language", List.of("engine"),
          "protocol", List.of("audio"),
          "gateway", List.of("conversation", "engine", "protocol", "audio"),
          "client", List.of("protocol", "audio"),
          "testkit", List.of("conversation", "engine", "audio", "client", "protocol"));

  static final List<String> MODULES = ARROWS.keySet().stream().sorted().toList();

  @ParameterizedTest
  @FieldSource("MODULES")
  void shouldOnlyKnowTheModulesBelow(String module) {
    String[] allowed =
        ARROWS.get(module).stream().map(name -> "coda.voice." + name + "..").toArray(String[]::new);
    DescribedPredicate<JavaClass> others =
        DescribedPredicate.describe(
            "other modules of ours",
            type ->
                type.getPackageName().startsWith("coda.voice.")
                    && !within(type, "coda.voice." + module)
                    && Arrays.stream(allowed)
                        .noneMatch(p -> within(type, p.substring(0, p.length() - 2))));

    noClasses()
        .that()
        .resideInAPackage("coda.voice." + module + "..")
        .should()
        .dependOnClassesThat(others)
        .check(CODE);
  }

  private static boolean within(JavaClass type, String root) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "coda.voice.(*)..",
        "coda.voice.audio.(*)..",
        "coda.voice.conversation.(*)..",
        "coda.voice.engines.(**)",
        "coda.voice.client.(*)..",
        "coda.voice.server.(*)..",
      })
  void shouldHaveNoCyclesBetweenPackagesThatStandSideBySide(String packages) {
    slices().matching(packages).should().beFreeOfCycles().check(CODE);
  }

  @Test
  void shouldKnowVertxInTheGatewayAndItsWiringOnly() {
    only(
            "io.vertx..",
            "coda.voice.gateway..",
            "coda.voice.server",
            "coda.voice.server.admin..",
            "coda.voice.server.metrics..")
        .check(CODE);
    only("io.netty..", "coda.voice.gateway..").check(CODE);
  }

  @Test
  void shouldNeverSeeJsonWhereTheProtocolIsSpoken() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "coda.voice.audio..",
            "coda.voice.engine..",
            "coda.voice.conversation..",
            "coda.voice.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.fasterxml.jackson..")
        .check(CODE);
  }

  @Test
  void shouldReadConfigurationInOnePlaceOnly() {
    only("org.yaml.snakeyaml..", "coda.voice.server.config..").check(CODE);
    only("jakarta.validation..", "coda.voice.server.config..").check(CODE);
  }

  @Test
  void shouldKnowTheLibraryOfCircuitBreakersInOnePlaceOnly() {
    only("io.github.resilience4j..", "coda.voice.engine.ladder..").check(CODE);
  }

  @Test
  void shouldOnlyThrowExceptionsOfOurOwn() {
    classes()
        .that()
        .areAssignableTo(Exception.class)
        .and()
        .resideInAPackage("coda.voice..")
        .should()
        .beAssignableTo(VoiceException.class)
        .check(CODE);
  }

  @Test
  void shouldHaveNoStaticMutableState() {
    com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("coda.voice..")
        .and()
        .doNotHaveModifier(JavaModifier.SYNTHETIC)
        .should()
        .beFinal()
        .check(CODE);
  }

  private static ArchRule only(String library, String... users) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(users)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
