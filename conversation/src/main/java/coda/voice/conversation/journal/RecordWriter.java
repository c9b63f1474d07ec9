package coda.voice.conversation.journal;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as one line: {@code SpeechStarted{at=1200,since=1140}}.
 *
 * <p>Components may be whole numbers, doubles, booleans, texts, instants, enums, records, and
 * optionals, lists and sets of these. A record that repeats the first one inside the line is
 * written {@code @}: so an ignored event does not stand there twice.
 */
final class RecordWriter {
  private final StringBuilder out = new StringBuilder();
  private @Nullable Record first;
  private int depth;

  private RecordWriter() {}

  /**
   * The line of a record, without a line break in it or at its end.
   *
   * @throws IllegalStateException for a component of another type
   */
  static String line(Record value) {
    RecordWriter writer = new RecordWriter();
    writer.record(value);
    return writer.out.toString();
  }

  private void record(Record value) {
    if (depth == 1 && first == null) {
      first = value;
    } else if (value.equals(first)) {
      out.append('@');
      return;
    }
    depth++;
    Shape shape = Shape.of(value.getClass());
    out.append(shape.name()).append('{');
    String separator = "";
    for (Shape.Component component : shape.components()) {
      out.append(separator).append(component.name()).append('=');
      value(component.of(value));
      separator = ",";
    }
    out.append('}');
    depth--;
  }

  private void value(Object value) {
    switch (value) {
      case Long n -> out.append(n.longValue());
      case Integer n -> out.append(n.intValue());
      case Double n -> out.append(n.doubleValue());
      case Boolean b -> out.append(b.booleanValue());
      case String text -> text(text);
      case Instant instant -> text(instant.toString());
      case Enum<?> constant -> out.append(constant.name());
      case Record nested -> record(nested);
      case Optional<?> some -> list(some.stream());
      case OptionalLong some -> list(some.stream().boxed());
      case OptionalInt some -> list(some.stream().boxed());
      case OptionalDouble some -> list(some.stream().boxed());
      case List<?> items -> list(items.stream());
      case Set<?> items -> list(inOrder(items));
      default -> throw new IllegalStateException("A journal cannot hold a " + value.getClass());
    }
  }

  /** Sets have no order; equal ones shall have equal lines. */
  private static Stream<?> inOrder(Collection<?> items) {
    return items.stream().allMatch(Comparable.class::isInstance)
        ? items.stream().sorted()
        : items.stream();
  }

  private void list(Stream<?> items) {
    out.append('[');
    int begin = out.length();
    items.forEach(
        item -> {
          if (out.length() > begin) {
            out.append(',');
          }
          value(item);
        });
    out.append(']');
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        default -> {
          if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || alone(text, i)) {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /** Half a surrogate pair has no bytes in UTF-8. */
  private static boolean alone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
