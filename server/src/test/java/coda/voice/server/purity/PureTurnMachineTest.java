package coda.voice.server.purity;

import static coda.voice.server.purity.Purity.dataUsedBy;
import static coda.voice.server.purity.Purity.pure;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The turn machine has no clock, no thread, no dice and no way to the world outside. */
class PureTurnMachineTest {
  private static final DescribedPredicate<JavaClass> MACHINE =
      resideInAPackage("coda.voice.conversation.turn..");

  private static final JavaClasses EXAMPLES =
      new ClassFileImporter().importClasses(Impurities.class.getDeclaredClasses());

  @Test
  void shouldUseNothingThatDiffersFromOneRunToTheNext() {
    JavaClasses code =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("coda.voice");

    pure(MACHINE.or(dataUsedBy(MACHINE, code))).check(code);
  }

  static Stream<Class<?>> impurities() {
    return Arrays.stream(Impurities.class.getDeclaredClasses())
        .filter(type -> type != Impurities.Innocent.class);
  }

  @ParameterizedTest
  @MethodSource("impurities")
  void shouldSeeEverySin(Class<?> impurity) {
    assertThat(pure(equivalentTo(impurity)).evaluate(EXAMPLES).hasViolation()).isTrue();
  }

  @Test
  void shouldNotSeeSinsWhereThereAreNone() {
    Class<?> innocent = Impurities.Innocent.class;

    assertThatCode(() -> pure(equivalentTo(innocent)).check(EXAMPLES)).doesNotThrowAnyException();
  }
}
