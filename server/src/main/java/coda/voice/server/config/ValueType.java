package coda.voice.server.config;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.RecordComponent;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Turns written texts into the types of the records, and says what is allowed. */
final class ValueType {
  private ValueType() {}

  /**
   * The value a text stands for.
   *
   * @param type of the record's component
   * @param text what was written
   * @return empty when the text does not stand for such a value
   */
  static Optional<Object> parse(Class<?> type, String text) {
    try {
      if (type == int.class) {
        return Optional.of(Integer.parseInt(text.strip()));
      } else if (type == double.class) {
        double value = Double.parseDouble(text.strip());
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
      } else if (type == boolean.class) {
        return switch (text.strip()) {
          case "true" -> Optional.of(true);
          case "false" -> Optional.of(false);
          default -> Optional.empty();
        };
      } else if (type == Secret.class) {
        return Optional.of(Secret.of(text));
      } else if (type == ZoneId.class) {
        return Optional.of(
            text.strip().equals("system") ? ZoneId.systemDefault() : ZoneId.of(text.strip()));
      } else if (type.isEnum()) {
        return Arrays.stream(type.getEnumConstants())
            .filter(constant -> word(constant).equals(text.strip()))
            .map(constant -> (Object) constant)
            .findFirst();
      } else if (type == List.class) {
        return Optional.of(words(text));
      }
      return Optional.of(text);
    } catch (NumberFormatException | DateTimeException notSuchAValue) {
      return Optional.empty();
    }
  }

  /** The parts of a text between commas; a list in a file comes in the same form. */
  private static List<String> words(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * What a setting may hold, for people: "a whole number from 0 to 65535".
   *
   * @param component of the record
   */
  static String allowed(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return "a whole number" + range(component);
    } else if (type == double.class) {
      return "a number" + range(component);
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == Secret.class) {
      return "a secret: file:PATH, env:NAME or the text itself";
    } else if (type == ZoneId.class) {
      return "system or a time zone such as Europe/Berlin";
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(ValueType::word)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return text(component);
  }

  private static String text(RecordComponent component) {
    Pattern pattern = component.getAccessor().getAnnotation(Pattern.class);
    if (pattern != null) {
      return pattern.message();
    }
    EngineName engine = component.getAnnotation(EngineName.class);
    if (engine != null && component.getType() == List.class) {
      return "names of " + engine.value().getSimpleName() + " engines, with commas between them";
    }
    if (engine != null) {
      String name = "the name of a " + engine.value().getSimpleName() + " engine";
      return engine.optional() ? EngineName.NONE + ", or " + name : name;
    }
    if (component.getType() == List.class) {
      return "texts with commas between them";
    }
    return component.getAccessor().isAnnotationPresent(NotBlank.class)
        ? "a text that is not empty"
        : "any text";
  }

  /** Constraints do not target record components themselves; the accessor carries them. */
  private static String range(RecordComponent component) {
    var accessor = component.getAccessor();
    Min min = accessor.getAnnotation(Min.class);
    Max max = accessor.getAnnotation(Max.class);
    if (min != null && max != null) {
      return " from " + min.value() + " to " + max.value();
    }
    DecimalMin low = accessor.getAnnotation(DecimalMin.class);
    DecimalMax high = accessor.getAnnotation(DecimalMax.class);
    return low != null && high != null ? " from " + low.value() + " to " + high.value() : "";
  }

  private static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
  }
}
