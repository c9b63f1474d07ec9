package coda.voice.server.errors;

import coda.voice.ErrorCode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Every code of every module. */
final class Catalogue {
  private Catalogue() {}

  /** By module and in the order they are written in. */
  static List<ErrorCode> all() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("coda.voice")
            .stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
            .sorted(Comparator.comparing(JavaClass::getName))
            .flatMap(type -> Stream.of(type.reflect().getEnumConstants()))
            .map(ErrorCode.class::cast)
            .toList();
  }
}
