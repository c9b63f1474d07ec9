package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Setting;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Simpler versions of a part of a scenario, each changed in one place: rounder and smaller numbers,
 * fewer words, fewer elements. Works on any tree of records, so a new kind of action needs nothing
 * here. What a record's own checks refuse is no version.
 */
final class Simpler {
  private static final long[] ROUND = {1000, 500, 100, 20};

  private Simpler() {}

  /** The simplest first. */
  static List<Object> versionsOf(Object value) {
    return switch (value) {
      case Long number -> numbers(number).stream().map(Object.class::cast).toList();
      case Integer number ->
          numbers(number).stream().map(n -> (Object) Math.toIntExact(n)).toList();
      case String text -> texts(text);
      case List<?> list -> lists(list);
      // With other times other rules would apply: they stay as they are, or go.
      case Setting.Time time -> List.of();
      case Setting.TimeOfMode time -> List.of();
      case Given.Lasts lasts -> List.of();
      case Record parts -> records(parts);
      default -> List.of();
    };
  }

  private static List<Long> numbers(long value) {
    List<Long> simpler = new ArrayList<>();
    List<Long> candidates = new ArrayList<>(List.of(0L, 1L));
    for (long step : ROUND) {
      candidates.add(value / step * step);
      candidates.add(value / 2 / step * step);
    }
    for (long candidate : candidates) {
      if (cost(candidate) < cost(value) && !simpler.contains(candidate)) {
        simpler.add(candidate);
      }
    }
    return simpler;
  }

  /** Digits that say something count more than size. */
  private static long cost(long value) {
    long digits = Long.toString(Math.abs(value)).replaceAll("0+$", "").length();
    return digits * 1_000_000_000 + Math.abs(value);
  }

  private static List<Object> texts(String text) {
    String[] words = text.split(" ");
    if (words.length < 2) {
      return List.of();
    }
    return List.of(
        words[0],
        String.join(" ", Arrays.copyOf(words, words.length / 2)),
        String.join(" ", Arrays.copyOf(words, words.length - 1)));
  }

  private static List<Object> lists(List<?> list) {
    List<Object> simpler = new ArrayList<>();
    if (list.size() > 1) {
      simpler.add(List.of());
    }
    for (int i = 0; i < list.size(); i++) {
      List<Object> without = new ArrayList<>(list);
      without.remove(i);
      simpler.add(without);
    }
    for (int i = 0; i < list.size(); i++) {
      for (Object version : versionsOf(list.get(i))) {
        List<Object> changed = new ArrayList<>(list);
        changed.set(i, version);
        simpler.add(changed);
      }
    }
    return simpler;
  }

  private static List<Object> records(Record parts) {
    RecordComponent[] components = parts.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] = components[i].getAccessor().invoke(parts);
        types[i] = components[i].getType();
      }
      Constructor<? extends Record> constructor = parts.getClass().getDeclaredConstructor(types);
      List<Object> simpler = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        for (Object version : versionsOf(values[i])) {
          Object[] changed = values.clone();
          changed[i] = version;
          addIfAllowed(simpler, constructor, changed);
        }
      }
      return simpler;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("The parts of a scenario are public records", e);
    }
  }

  private static void addIfAllowed(
      List<Object> simpler, Constructor<? extends Record> constructor, Object[] values)
      throws ReflectiveOperationException {
    try {
      simpler.add(constructor.newInstance(values));
    } catch (InvocationTargetException refused) {
      if (!(refused.getCause() instanceof IllegalArgumentException)) {
        throw refused;
      }
    }
  }
}
