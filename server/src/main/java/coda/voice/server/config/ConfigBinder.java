package coda.voice.server.config;

import coda.voice.engine.EngineRegistry;
import coda.voice.engine.gpu.ComponentPlan;
import coda.voice.server.config.Layer.Value;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/** Makes the records from merged values, and collects everything that is wrong with them. */
final class ConfigBinder {
  private final Schema schema;
  private final EngineRegistry registry;
  private final Collection<String> engines;
  private final Secrets secrets;
  private final SecretReader reader;
  private final List<ConfigProblem> problems;

  ConfigBinder(
      Schema schema,
      EngineRegistry registry,
      Collection<String> engines,
      Secrets secrets,
      SecretReader reader,
      List<ConfigProblem> problems) {
    this.schema = schema;
    this.registry = registry;
    this.engines = engines;
    this.secrets = secrets;
    this.reader = reader;
    this.problems = problems;
  }

  /**
   * Checks every value and makes the configuration.
   *
   * @param written what the sources say
   * @throws ConfigException with everything that is wrong, also what was found before
   */
  CodaConfig bind(Map<String, Value> written) {
    Map<String, Map<String, String>> engineSettings = new HashMap<>();
    GpuComponents gpuComponents = new GpuComponents(problems);
    written.forEach(
        (key, value) -> {
          if (!gpuComponents.take(key, value)) {
            known(key, value, engineSettings);
          }
        });

    Map<String, Object> values = new HashMap<>();
    try (ValidatorFactory factory =
        Validation.byDefaultProvider()
            .configure()
            .messageInterpolator(new ParameterMessageInterpolator())
            .buildValidatorFactory()) {
      for (SettingDescription setting : schema.settings()) {
        Value value =
            written.getOrDefault(setting.key(), new Value(setting.defaultValue(), "default"));
        checked(setting, value, factory.getValidator())
            .ifPresent(checked -> values.put(setting.key(), checked));
      }
    }
    problems.addAll(CrossChecks.of(values, written, engineSettings));
    Map<String, ComponentPlan> components = gpuComponents.plans();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    values.put("engines.settings", engineSettings);
    values.put("gpu.components", components);
    return (CodaConfig) make("", CodaConfig.class, values);
  }

  private void known(String key, Value value, Map<String, Map<String, String>> engineSettings) {
    if (schema.setting(key).isPresent()) {
      return;
    }
    if (schema.isSection(key)) {
      if (!value.text().isEmpty()) {
        problems.add(
            new ConfigProblem(
                key, "holds further settings and cannot have a value", value.origin()));
      }
      return;
    }
    for (String engine : engines) {
      String prefix = Schema.ENGINES + engine + ".";
      if (key.startsWith(prefix) && key.length() > prefix.length()) {
        Optional<String> text =
            secrets.isSecret(key) ? reader.read(key, value) : Optional.of(value.text());
        Map<String, String> own = engineSettings.computeIfAbsent(engine, name -> new HashMap<>());
        text.ifPresent(known -> own.put(key.substring(prefix.length()), known));
        return;
      }
    }
    problems.add(new ConfigProblem(key, "there is no such setting" + hint(key), value.origin()));
  }

  private String hint(String key) {
    List<String> keys =
        new ArrayList<>(schema.settings().stream().map(SettingDescription::key).toList());
    int dot = key.indexOf('.', Schema.ENGINES.length());
    if (key.startsWith(Schema.ENGINES) && dot > 0) {
      String engine = key.substring(Schema.ENGINES.length(), dot);
      if (!engines.contains(engine)) {
        keys.addAll(engines.stream().map(e -> Schema.ENGINES + e + key.substring(dot)).toList());
      }
    }
    return Nearest.to(key, keys).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private Optional<Object> checked(SettingDescription setting, Value value, Validator validator) {
    RecordComponent component = setting.component();
    if (component.getType() == Secret.class) {
      return reader.read(setting.key(), value).map(Secret::of);
    }
    Optional<Object> parsed = ValueType.parse(component.getType(), value.text());
    boolean valid =
        parsed.isPresent()
            && validator
                .validateValue(setting.owner(), component.getName(), parsed.get())
                .isEmpty();
    if (!valid) {
      problem(setting, value, "allowed is " + ValueType.allowed(component));
      return Optional.empty();
    }
    EngineName engine = component.getAnnotation(EngineName.class);
    if (engine != null) {
      List<String> names = names(engine);
      for (String name : named(parsed.get())) {
        if (!names.contains(name)) {
          String near = Nearest.to(name, names).map(n -> "; did you mean " + n + "?").orElse("");
          String there =
              names.isEmpty() ? "there is none" : "there is: " + String.join(", ", names);
          problem(setting, new Value(name, value.origin()), there + near);
          return Optional.empty();
        }
      }
    }
    return parsed;
  }

  private List<String> names(EngineName engine) {
    List<String> names = new ArrayList<>(registry.names(engine.value()));
    if (engine.optional()) {
      names.addFirst(EngineName.NONE);
    }
    return names;
  }

  private static List<String> named(Object parsed) {
    return parsed instanceof List<?> list
        ? list.stream().map(String.class::cast).toList()
        : List.of((String) parsed);
  }

  private void problem(SettingDescription setting, Value value, String allowed) {
    String held = value.text().isEmpty() ? "is empty" : "is '" + Secrets.masked(value.text()) + "'";
    problems.add(new ConfigProblem(setting.key(), held + "; " + allowed, value.origin()));
  }

  private static Record make(
      String prefix, Class<? extends Record> type, Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = prefix + Schema.key(components[i]);
      Class<?> component = components[i].getType();
      arguments[i] =
          component.isRecord()
              ? make(key + ".", component.asSubclass(Record.class), values)
              : Objects.requireNonNull(values.get(key), key);
    }
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot make " + type.getName(), e);
    }
  }
}
