package coda.voice.server.config;

import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.engine.gpu.GpuCard;
import coda.voice.engine.gpu.GpuException;
import coda.voice.engine.gpu.MemorySize;
import coda.voice.server.config.Layer.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The components of graphics cards: {@code gpu.components.<name>.<key>}. A name may hold dots, as
 * those of models do; what follows the last one is the key.
 */
final class GpuComponents {
  private static final String MAXIMUM = "maximum";
  private static final String PRIORITY = "priority";
  private static final String RESIZABLE = "resizable";
  private static final String CARD = "card";
  private static final List<String> KEYS = List.of(MAXIMUM, PRIORITY, RESIZABLE, CARD);

  private final List<ConfigProblem> problems;
  private final Map<String, Map<String, Value>> written = new LinkedHashMap<>();

  /**
   * None, yet.
   *
   * @param problems gets what is wrong
   */
  GpuComponents(List<ConfigProblem> problems) {
    this.problems = problems;
  }

  /** Takes a value that belongs to a component. Whether it does. */
  boolean take(String key, Value value) {
    if (!key.startsWith(Schema.GPU_COMPONENTS)) {
      return false;
    }
    String rest = key.substring(Schema.GPU_COMPONENTS.length());
    int dot = rest.lastIndexOf('.');
    String last = rest.substring(dot + 1);
    if (dot < 1 || !KEYS.contains(last)) {
      String near = Nearest.to(last, KEYS).map(n -> "; did you mean " + n + "?").orElse("");
      String allowed = "; a component has " + String.join(", ", KEYS);
      problems.add(
          new ConfigProblem(key, "there is no such setting" + allowed + near, value.origin()));
      return true;
    }
    written.computeIfAbsent(rest.substring(0, dot), name -> new HashMap<>()).put(last, value);
    return true;
  }

  /** The plans that are right, by name. */
  Map<String, ComponentPlan> plans() {
    Map<String, ComponentPlan> plans = new HashMap<>();
    written.forEach((name, values) -> plan(name, values).ifPresent(plan -> plans.put(name, plan)));
    return plans;
  }

  private Optional<ComponentPlan> plan(String name, Map<String, Value> values) {
    String path = Schema.GPU_COMPONENTS + name;
    int before = problems.size();
    Value size = values.get(MAXIMUM);
    if (size == null) {
      Value other = values.values().iterator().next();
      problems.add(
          new ConfigProblem(
              path, "needs a " + MAXIMUM + "; allowed is " + MemorySize.EXAMPLES, other.origin()));
      return Optional.empty();
    }
    long maximum = maximum(path, size);
    OptionalInt priority = whole(path, PRIORITY, values.get(PRIORITY), 1, 10);
    OptionalInt card = whole(path, CARD, values.get(CARD), 0, GpuCard.MOST - 1);
    boolean resizable = resizable(path, values.get(RESIZABLE));
    if (problems.size() > before) {
      return Optional.empty();
    }
    try {
      int important = priority.orElse(ComponentPlan.USUAL_PRIORITY);
      return Optional.of(new ComponentPlan(name, maximum, important, resizable, card));
    } catch (GpuException e) {
      problems.add(new ConfigProblem(path, String.valueOf(e.getMessage()), size.origin()));
      return Optional.empty();
    }
  }

  private long maximum(String path, Value value) {
    try {
      return MemorySize.parse(value.text()).bytes();
    } catch (GpuException e) {
      problem(path + "." + MAXIMUM, value, MemorySize.EXAMPLES);
      return 0;
    }
  }

  private OptionalInt whole(String path, String key, @Nullable Value value, int least, int most) {
    if (value == null) {
      return OptionalInt.empty();
    }
    try {
      int number = Integer.parseInt(value.text().strip());
      if (number >= least && number <= most) {
        return OptionalInt.of(number);
      }
    } catch (NumberFormatException notANumber) {
      // told below, with the same words as a number out of range
    }
    problem(path + "." + key, value, "a whole number from " + least + " to " + most);
    return OptionalInt.empty();
  }

  private boolean resizable(String path, @Nullable Value value) {
    if (value == null) {
      return true;
    }
    Optional<Object> parsed = ValueType.parse(boolean.class, value.text());
    if (parsed.isEmpty()) {
      problem(path + "." + RESIZABLE, value, "true or false");
    }
    return parsed.isEmpty() || (boolean) parsed.get();
  }

  private void problem(String path, Value value, String allowed) {
    String held = value.text().isEmpty() ? "is empty" : "is '" + value.text() + "'";
    problems.add(new ConfigProblem(path, held + "; allowed is " + allowed, value.origin()));
  }
}
