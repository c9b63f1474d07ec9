package coda.voice.conversation.journal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RecordWriter} wrote. */
final class RecordReader {
  private final String text;
  private final int line;
  private int at;
  private int depth;
  private @Nullable Object first;

  private RecordReader(String text, int line) {
    this.text = text;
    this.line = line;
  }

  /**
   * The record a line stands for.
   *
   * @param text the line
   * @param line its number, for messages
   * @param type a record, or a sealed interface above records
   * @throws JournalException {@code JOURNAL_INVALID} for anything else
   */
  static <T> T read(String text, int line, Class<T> type) {
    RecordReader reader = new RecordReader(text, line);
    T value = type.cast(reader.record(type));
    if (reader.at < text.length()) {
      throw reader.wrong("there is more than one record");
    }
    return value;
  }

  private Object record(Class<?> type) {
    if (depth > 0 && take('@')) {
      Object repeated = first;
      if (repeated == null || !type.isInstance(repeated)) {
        throw wrong("@ repeats nothing that fits here");
      }
      return repeated;
    }
    String name = word();
    Map<String, Shape> kinds = Shape.kinds(type);
    Shape shape = kinds.get(name);
    if (shape == null) {
      throw wrong(
          "'%s' is no kind of %s that this version knows (%s)"
              .formatted(
                  name, type.getSimpleName(), String.join(", ", new TreeSet<>(kinds.keySet()))));
    }
    depth++;
    Object value = make(shape, components(shape));
    depth--;
    if (depth == 1 && first == null) {
      first = value;
    }
    return value;
  }

  private Object[] components(Shape shape) {
    expect('{');
    Object[] values = new Object[shape.components().size()];
    for (int i = 0; i < values.length; i++) {
      Shape.Component component = shape.components().get(i);
      if (shape.defaults().isPresent() && !comes(component, i == 0)) {
        values[i] = component.of(shape.defaults().get());
        continue;
      }
      if (i > 0 && !take(',')) {
        throw wrong(shape.name() + " has no " + component.name());
      }
      String name = word();
      if (!name.equals(component.name())) {
        throw wrong(
            "%s has '%s' where this version has %s"
                .formatted(shape.name(), name, component.name()));
      }
      expect('=');
      values[i] = value(component.type());
    }
    if (!take('}')) {
      throw wrong(shape.name() + " has more than this version knows");
    }
    return values;
  }

  /** Whether a component is next; an older version may not have written it. */
  private boolean comes(Shape.Component component, boolean first) {
    return text.startsWith((first ? "" : ",") + component.name() + "=", at);
  }

  private Object make(Shape shape, Object[] values) {
    try {
      return shape.constructor().newInstance(values);
    } catch (InvocationTargetException e) {
      throw wrong(shape.name() + " is not possible: " + e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + shape.name(), e);
    }
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType of) {
      List<Object> items = list(of.getActualTypeArguments()[0]);
      return of.getRawType() == Optional.class
          ? single(items).map(Optional::of).orElse(Optional.empty())
          : of.getRawType() == Set.class ? new LinkedHashSet<>(items) : List.copyOf(items);
    }
    return plain((Class<?>) type);
  }

  private Object plain(Class<?> type) {
    try {
      if (type == long.class || type == Long.class) {
        return Long.parseLong(word());
      } else if (type == int.class || type == Integer.class) {
        return Integer.parseInt(word());
      } else if (type == double.class || type == Double.class) {
        return Double.parseDouble(word());
      } else if (type == boolean.class || type == Boolean.class) {
        return truth(word());
      } else if (type == String.class) {
        return text();
      } else if (type == Instant.class) {
        return Instant.parse(text());
      } else if (type == OptionalLong.class) {
        return single(list(long.class))
            .map(n -> OptionalLong.of((long) n))
            .orElse(OptionalLong.empty());
      } else if (type == OptionalInt.class) {
        return single(list(int.class))
            .map(n -> OptionalInt.of((int) n))
            .orElse(OptionalInt.empty());
      } else if (type == OptionalDouble.class) {
        return single(list(double.class))
            .map(n -> OptionalDouble.of((double) n))
            .orElse(OptionalDouble.empty());
      } else if (type.isEnum()) {
        return constant(type, word());
      }
    } catch (NumberFormatException | DateTimeException e) {
      throw wrong("that is no " + type.getSimpleName() + ": " + e.getMessage());
    }
    return record(type);
  }

  private boolean truth(String word) {
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("'" + word + "' is neither true nor false");
    };
  }

  private Object constant(Class<?> type, String name) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(name)) {
        return constant;
      }
    }
    throw wrong("'%s' is no %s that this version knows".formatted(name, type.getSimpleName()));
  }

  private Optional<Object> single(List<Object> items) {
    if (items.size() > 1) {
      throw wrong("there are several where one may be");
    }
    return items.stream().findFirst();
  }

  private List<Object> list(Type item) {
    List<Object> items = new ArrayList<>();
    expect('[');
    if (take(']')) {
      return items;
    }
    do {
      items.add(value(item));
    } while (take(','));
    expect(']');
    return items;
  }

  private String text() {
    expect('"');
    StringBuilder read = new StringBuilder();
    while (!take('"')) {
      char c = next();
      read.append(c == '\\' ? escaped(next()) : c);
    }
    return read.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case '"', '\\' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        if (text.length() - at < 4) {
          throw wrong("the text has no end");
        }
        at += 4;
        try {
          yield (char) Integer.parseInt(text, at - 4, at, 16);
        } catch (NumberFormatException e) {
          throw wrong("\\u wants four digits");
        }
      }
      default -> throw wrong("\\" + c + " means nothing");
    };
  }

  private String word() {
    int begin = at;
    while (at < text.length() && "{}[]=,\"@".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private char next() {
    if (at == text.length()) {
      throw wrong("the text has no end");
    }
    return text.charAt(at++);
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw wrong("here should be " + c);
    }
  }

  private JournalException wrong(String message) {
    return JournalException.invalid(line, message + ", at character " + (at + 1));
  }
}
