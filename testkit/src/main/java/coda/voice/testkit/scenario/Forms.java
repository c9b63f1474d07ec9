package coda.voice.testkit.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Alternatives: the form that reads the most is meant.
 *
 * @param <T> what all of them are
 */
final class Forms<T> implements Slot<T> {
  private final String name;
  private final Map<Class<?>, Form<? extends T>> forms = new LinkedHashMap<>();

  private Forms(String name, List<Form<? extends T>> alternatives) {
    this.name = name;
    alternatives.forEach(form -> forms.put(form.kind(), form));
  }

  /**
   * Alternatives.
   *
   * @param name what they are, in capitals
   * @param alternatives the ways to say it
   */
  @SafeVarargs
  static <T> Forms<T> of(String name, Form<? extends T>... alternatives) {
    return new Forms<>(name, List.of(alternatives));
  }

  @Override
  public String grammar() {
    return " " + name;
  }

  /** Every alternative, for people. */
  List<String> alternatives() {
    return forms.values().stream().map(form -> form.grammar().strip()).toList();
  }

  @Override
  public Optional<T> read(Reading reading) {
    int from = reading.place();
    int furthest = from;
    Optional<T> best = Optional.empty();
    for (Form<? extends T> form : forms.values()) {
      reading.backTo(from);
      Optional<? extends T> read = form.read(reading);
      if (read.isPresent() && reading.place() > furthest) {
        furthest = reading.place();
        best = Optional.of(read.get());
      }
    }
    reading.backTo(furthest);
    return best;
  }

  @Override
  public String write(T value) {
    Form<? extends T> form = forms.get(value.getClass());
    if (form == null) {
      throw new IllegalArgumentException("nobody can say " + value);
    }
    return write(form, value);
  }

  @SuppressWarnings("unchecked")
  private static <F> String write(Form<F> form, Object value) {
    return form.write((F) value);
  }
}
