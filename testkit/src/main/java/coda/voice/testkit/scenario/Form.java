package coda.voice.testkit.scenario;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The one way to say a kind of thing: words, and slots for the components of its record, in their
 * order. Read and written by the same description, so that what is printed can be read.
 *
 * @param <T> a record
 */
final class Form<T> {
  private final Class<T> kind;
  private final List<Object> parts;
  private final RecordComponent[] components;

  private Form(Class<T> kind, List<Object> parts) {
    this.kind = kind;
    this.parts = parts;
    this.components = kind.getRecordComponents();
    if (parts.stream().filter(Slot.class::isInstance).count() != components.length) {
      throw new IllegalArgumentException("a form has a slot for each component of " + kind);
    }
  }

  /**
   * A form.
   *
   * @param kind the record
   * @param parts words in strings and {@link Slot}s; {@code time/times} is singular after a 1
   */
  static <T> Form<T> of(Class<T> kind, Object... parts) {
    List<Object> all = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof String words) {
        all.addAll(Arrays.asList(words.split(" ")));
      } else {
        all.add(part);
      }
    }
    return new Form<>(kind, all);
  }

  Class<T> kind() {
    return kind;
  }

  Optional<T> read(Reading reading) {
    List<Object> values = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof Slot<?> slot) {
        Optional<?> value = slot.read(reading);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        values.add(value.get());
      } else if (!readWord(reading, (String) part)) {
        return Optional.empty();
      }
    }
    return Optional.of(make(reading, values));
  }

  private static boolean readWord(Reading reading, String word) {
    String[] numbers = word.split("/");
    return reading.takeWord(numbers[0]) || (numbers.length > 1 && reading.takeWord(numbers[1]));
  }

  String write(T value) {
    StringBuilder text = new StringBuilder();
    int component = 0;
    Object last = "";
    for (Object part : parts) {
      if (part instanceof Slot<?> slot) {
        last = component(value, component++);
        text.append(written(slot, last));
      } else {
        String[] numbers = ((String) part).split("/");
        text.append(' ').append(numbers[last.equals(1) ? 0 : numbers.length - 1]);
      }
    }
    return text.toString();
  }

  /** How it is said, for people. */
  String grammar() {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part instanceof Slot<?> slot ? slot.grammar() : " " + part);
    }
    return text.toString();
  }

  @SuppressWarnings("unchecked")
  private static <V> String written(Slot<V> slot, Object value) {
    return slot.write((V) value);
  }

  private T make(Reading reading, List<Object> values) {
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<T> constructor = kind.getDeclaredConstructor(types);
      return constructor.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw reading.wrong(String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind + " is no public record", e);
    }
  }

  private Object component(T value, int index) {
    try {
      return components[index].getAccessor().invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(kind + " is no public record", e);
    }
  }
}
