package coda.voice.conversation.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes records of any kind out of chance, with texts that a line-based format may break on. */
final class AnyRecord {
  private static final String[] HOSTILE = {
    "",
    "\n",
    "\r\n",
    "\t",
    "\"",
    "\\",
    "\\n",
    "\\u",
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    "@",
    " ",
    "\0",
    "\u2028",
    "\ud83d\ude00",
    "\ud83d",
    "\ude00",
    "\u007f",
    "\u0085",
    "\ufeff",
    "word",
    "é",
    "你"
  };

  private final Random random;

  AnyRecord(Random random) {
    this.random = random;
  }

  Record of(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components).map(c -> value(c.getGenericType())).toArray(Object[]::new);
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return (Record) type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " cannot be made of " + Arrays.toString(values), e);
    }
  }

  private Object value(Type type) {
    if (type instanceof ParameterizedType of) {
      Type item = of.getActualTypeArguments()[0];
      if (of.getRawType() == Optional.class) {
        return random.nextBoolean() ? Optional.of(value(item)) : Optional.empty();
      }
      List<Object> items =
          IntStream.range(0, random.nextInt(4)).mapToObj(i -> value(item)).toList();
      return of.getRawType() == Set.class ? Set.copyOf(items) : items;
    }
    return plain((Class<?>) type);
  }

  private Object plain(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return random.nextInt(3) == 0 ? random.nextLong() : (long) random.nextInt(100_000);
    } else if (type == int.class || type == Integer.class) {
      return random.nextInt();
    } else if (type == double.class || type == Double.class) {
      return random.nextDouble();
    } else if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    } else if (type == String.class) {
      return text();
    } else if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    } else if (type == OptionalLong.class) {
      return random.nextBoolean() ? OptionalLong.of(random.nextLong()) : OptionalLong.empty();
    } else if (type == OptionalInt.class) {
      return random.nextBoolean() ? OptionalInt.of(random.nextInt()) : OptionalInt.empty();
    } else if (type == OptionalDouble.class) {
      return random.nextBoolean()
          ? OptionalDouble.of(random.nextGaussian())
          : OptionalDouble.empty();
    } else if (type.isEnum()) {
      return oneOf(List.of(type.getEnumConstants()));
    }
    return of(oneOf(Shape.records(type)));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(HOSTILE[random.nextInt(HOSTILE.length)]);
    }
    return text.toString();
  }

  <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }
}
