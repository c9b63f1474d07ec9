package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A configuration that is right, and where each of its values comes from. Immutable. */
public final class EffectiveConfig {
  private final ConfigSources sources;
  private final CodaConfig config;
  private final Map<String, Value> written;
  private final List<ConfigProblem> warnings;
  private final List<EffectiveValue> waiting;
  private final Schema schema;
  private final Secrets secrets;

  EffectiveConfig(
      ConfigSources sources,
      CodaConfig config,
      Map<String, Value> written,
      List<ConfigProblem> warnings,
      Schema schema,
      Secrets secrets) {
    this(sources, config, written, warnings, List.of(), schema, secrets);
  }

  private EffectiveConfig(
      ConfigSources sources,
      CodaConfig config,
      Map<String, Value> written,
      List<ConfigProblem> warnings,
      List<EffectiveValue> waiting,
      Schema schema,
      Secrets secrets) {
    this.sources = sources;
    this.config = config;
    this.written = Map.copyOf(written);
    this.warnings = List.copyOf(warnings);
    this.waiting = List.copyOf(waiting);
    this.schema = schema;
    this.secrets = secrets;
  }

  /** The same, with what the sources hold but only a new start heeds. */
  EffectiveConfig waiting(List<EffectiveValue> values) {
    return new EffectiveConfig(sources, config, written, warnings, values, schema, secrets);
  }

  /** Where it was read. */
  ConfigSources sources() {
    return sources;
  }

  /** Everything that is written, by key. */
  Map<String, Value> written() {
    return written;
  }

  /** What was set, as everything reads it. */
  public CodaConfig config() {
    return config;
  }

  /** What is allowed but unwise, or without effect. */
  public List<ConfigProblem> warnings() {
    return warnings;
  }

  /** What the sources hold and the server heeds only when it is started again. */
  public List<EffectiveValue> waiting() {
    return waiting;
  }

  /** Every setting in the order of the documentation; then those of engines and components. */
  public List<EffectiveValue> values() {
    List<EffectiveValue> values = new ArrayList<>();
    keys(written.keySet()).forEach(key -> values.add(value(key)));
    return values;
  }

  private Set<String> keys(Set<String> more) {
    Set<String> keys = new LinkedHashSet<>();
    schema.settings().forEach(setting -> keys.add(setting.key()));
    more.stream().filter(key -> !schema.isSection(key)).sorted().forEach(keys::add);
    return keys;
  }

  private EffectiveValue value(String key) {
    Value value = written(key);
    return new EffectiveValue(
        key,
        secrets.shown(key, value.text()),
        typed(key, value.text()),
        value.origin(),
        written.containsKey(key),
        secrets.isSecret(key),
        applies(key));
  }

  private Object typed(String key, String text) {
    String shown = secrets.shown(key, text);
    Class<?> type =
        schema.setting(key).<Class<?>>map(s -> s.component().getType()).orElse(String.class);
    boolean plain = type.isPrimitive() || type == List.class;
    return plain ? ValueType.parse(type, text).orElse(shown) : shown;
  }

  /** What is written for a key, or its default. */
  Value written(String key) {
    Value value = written.get(key);
    return value != null
        ? value
        : new Value(
            schema.setting(key).map(SettingDescription::defaultValue).orElse(""),
            ConfigLoader.DEFAULT);
  }

  /**
   * From when on a change is heeded; what engines and components read, they read when they start.
   *
   * @param key of any setting
   */
  public Applies applies(String key) {
    return schema.setting(key).map(SettingDescription::applies).orElse(Applies.RESTART);
  }

  /** Whether two texts stand for the same value of a setting. */
  private boolean same(String key, String one, String other) {
    Optional<SettingDescription> setting = schema.setting(key);
    if (one.equals(other) || setting.isEmpty()) {
      return one.equals(other);
    }
    Class<?> type = setting.get().component().getType();
    Optional<Object> value = ValueType.parse(type, one);
    return value.isPresent() && value.equals(ValueType.parse(type, other));
  }

  private List<String> differing(EffectiveConfig other) {
    Set<String> more = new LinkedHashSet<>(written.keySet());
    more.addAll(other.written.keySet());
    return keys(more).stream()
        .filter(key -> !same(key, written(key).text(), other.written(key).text()))
        .toList();
  }

  /**
   * What changes when this one is followed by another.
   *
   * @param after the other
   */
  public List<ConfigDifference> differences(EffectiveConfig after) {
    return differing(after).stream()
        .map(
            key ->
                new ConfigDifference(key, value(key).text(), after.value(key).text(), applies(key)))
        .toList();
  }

  /**
   * What has to be set so that this one becomes another.
   *
   * @param wanted the other
   * @param origin who wants it, for people
   */
  public List<RuntimeValue> toBecome(EffectiveConfig wanted, String origin) {
    return differing(wanted).stream()
        .filter(key -> schema.setting(key).isPresent())
        .map(key -> new RuntimeValue(key, wanted.written(key).text(), origin))
        .toList();
  }

  /** What is written here, with the values of a running server where only a start changes them. */
  Held holding(EffectiveConfig running) {
    Map<String, Value> held = new LinkedHashMap<>(written);
    List<EffectiveValue> later = new ArrayList<>();
    for (String key : differing(running)) {
      if (applies(key) != Applies.RESTART) {
        continue;
      }
      later.add(value(key));
      Value before = running.written.get(key);
      if (before == null) {
        held.remove(key);
      } else {
        held.put(key, before);
      }
    }
    return new Held(held, later);
  }

  /**
   * A configuration for a server that goes on running.
   *
   * @param written what it heeds
   * @param later what it does not heed yet
   */
  record Held(Map<String, Value> written, List<EffectiveValue> later) {}
}
