package coda.voice.server.config;

import java.lang.reflect.RecordComponent;

/**
 * One key of the configuration, as its record declares it.
 *
 * @param key for example {@code server.port}
 * @param owner the record it belongs to
 * @param component its place there
 */
record SettingDescription(String key, Class<? extends Record> owner, RecordComponent component) {

  /** The value when nobody sets it. */
  String defaultValue() {
    return setting().value();
  }

  /** Whether it is never shown. */
  boolean secret() {
    return component.getType() == Secret.class;
  }

  /** What it does, for people. */
  String about() {
    return setting().about();
  }

  /** From when on a change is heeded. */
  Applies applies() {
    return setting().applies();
  }

  /** The variable that sets it: {@code CODA_SERVER_PORT}. */
  String variable() {
    return Environment.PREFIX + key.replace('.', '_').toUpperCase(java.util.Locale.ROOT);
  }

  private Setting setting() {
    return component.getAnnotation(Setting.class);
  }
}
