package coda.voice.testkit.scenario;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Scenarios without any sense that use everything the language has. */
final class RandomScenarios {
  private static final String[] TEXTS = {
    "hello",
    "what time is it",
    "",
    "a \"quoted\" word",
    "back\\slash",
    "# no comment",
    "two\nlines",
    "naïve – “dash”",
    "1.5, then",
    "\r"
  };

  private final Random random;

  RandomScenarios(long seed) {
    random = new Random(seed);
  }

  Scenario next() {
    return make(Scenario.class);
  }

  /** A value of a type, tried again when its constructor refuses it. */
  <T> T make(Class<T> type) {
    for (int i = 0; i < 1000; i++) {
      try {
        return type.cast(
            type.isSealed() ? make(oneOf(type.getPermittedSubclasses())) : record(type));
      } catch (IllegalArgumentException e) {
        // The next try has other values.
      }
    }
    throw new IllegalStateException("no luck with " + type);
  }

  private Object record(Class<?> type) {
    try {
      RecordComponent[] components = type.getRecordComponents();
      Object[] values =
          Arrays.stream(components).map(c -> value(c.getName(), c.getGenericType())).toArray();
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object value(String name, Type type) {
    if (type instanceof ParameterizedType list) {
      List<Object> values = new ArrayList<>();
      int size = random.nextInt(4);
      for (int i = 0; i < size; i++) {
        values.add(value(name, list.getActualTypeArguments()[0]));
      }
      return values;
    }
    Class<?> plain = (Class<?>) type;
    if (plain == String.class) {
      return name.equals("codes") ? "SOME_CODE" : oneOf(TEXTS);
    }
    if (plain == long.class) {
      return random.nextLong(-20, 1L << random.nextInt(1, 30));
    }
    if (plain == int.class) {
      return random.nextInt(1 << random.nextInt(1, 20));
    }
    if (plain == double.class) {
      return random.nextInt(3) == 0 ? 1e-7 : random.nextDouble();
    }
    if (plain == boolean.class) {
      return random.nextBoolean();
    }
    return plain.isEnum() ? oneOf(plain.getEnumConstants()) : make(plain);
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
