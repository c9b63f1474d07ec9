package coda.voice.server.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All keys there are, read from the records under {@link CodaConfig}. */
final class Schema {
  /** Where engines have their own settings: {@code engines.<name>.<key>}. */
  static final String ENGINES = "engines.";

  /** Where components of graphics cards stand: {@code gpu.components.<name>.<key>}. */
  static final String GPU_COMPONENTS = "gpu.components.";

  private final Map<String, SettingDescription> settings = new LinkedHashMap<>();
  private final List<String> sections = new ArrayList<>();

  /** The schema of {@link CodaConfig}. */
  Schema() {
    collect("", CodaConfig.class);
  }

  private void collect(String prefix, Class<? extends Record> owner) {
    for (RecordComponent component : owner.getRecordComponents()) {
      String key = prefix + key(component);
      if (component.getType().isRecord()) {
        sections.add(key);
        collect(key + ".", component.getType().asSubclass(Record.class));
      } else if (component.isAnnotationPresent(Setting.class)) {
        settings.put(key, new SettingDescription(key, owner, component));
      }
    }
  }

  /**
   * The name of a component in the configuration: {@code playbackLeadMs} is {@code
   * playback_lead_ms}.
   *
   * @param component of one of the records
   */
  static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Every key, in the order of the records. */
  List<SettingDescription> settings() {
    return List.copyOf(settings.values());
  }

  /**
   * One key, if there is such a one.
   *
   * @param key for example {@code server.port}
   */
  Optional<SettingDescription> setting(String key) {
    return Optional.ofNullable(settings.get(key));
  }

  /** Whether a key holds a list. */
  boolean isList(String key) {
    SettingDescription setting = settings.get(key);
    return setting != null && setting.component().getType() == List.class;
  }

  /**
   * Whether a key names a group of settings rather than one.
   *
   * @param key for example {@code server}
   */
  boolean isSection(String key) {
    return sections.contains(key);
  }
}
