package coda.voice.server.config;

import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which settings are secrets, and how texts are shown that may hold one. */
final class Secrets {
  /** Of what engines call their own settings, without signs: {@code builder.apiKey} is one. */
  private static final Pattern NAMES =
      Pattern.compile(
          ".*(apikey|accesskey|secretkey|privatekey|secret|password|passwd|passphrase|credentials?"
              + "|(access|auth|api|bearer|refresh|session)token)|token|key|authorization");

  /** {@code scheme://user:password@host}. */
  private static final Pattern IN_ADDRESS = Pattern.compile("(://)[^/?#@\\s]*@");

  /** {@code password=…} among the parameters of an address. */
  private static final Pattern IN_QUERY =
      Pattern.compile("(?i)((?:password|passwd|secret|token|key)=)[^&;\\s]*");

  private final Schema schema;
  private final Set<String> declared;

  /**
   * Those of a schema and of engines.
   *
   * @param schema settings of the type {@link Secret}
   * @param registry engines that say which of their own settings are secrets
   */
  Secrets(Schema schema, EngineRegistry registry) {
    this.schema = schema;
    this.declared =
        registry.providers().stream()
            .flatMap(provider -> keys(provider).stream())
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Set<String> keys(EngineProvider<?> provider) {
    return provider.secretSettings().stream()
        .map(key -> Schema.ENGINES + provider.name() + "." + key)
        .collect(Collectors.toSet());
  }

  /**
   * Whether a setting is a secret. Of an engine's own settings those are that the engine names, and
   * those whose name says it.
   *
   * @param key for example {@code engines.openai.api_key}
   */
  boolean isSecret(String key) {
    if (schema.setting(key).isPresent()) {
      return schema.setting(key).get().component().getType() == Secret.class;
    }
    if (!key.startsWith(Schema.ENGINES)) {
      return false;
    }
    String last = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return declared.contains(key) || NAMES.matcher(last.replaceAll("[^a-z0-9]", "")).matches();
  }

  /**
   * A text as it may be shown: a secret not at all, another one without passwords that stand in an
   * address.
   *
   * @param key the setting
   * @param text what it holds
   */
  String shown(String key, String text) {
    if (isSecret(key)) {
      return text.isEmpty() ? "" : Secret.HIDDEN;
    }
    return masked(text);
  }

  /**
   * A text without passwords that stand in an address.
   *
   * @param text any
   */
  static String masked(String text) {
    if (!text.contains("://") && !text.startsWith("jdbc:")) {
      return text;
    }
    String address = IN_ADDRESS.matcher(text).replaceAll("$1" + Secret.HIDDEN + "@");
    return IN_QUERY.matcher(address).replaceAll("$1" + Secret.HIDDEN);
  }
}
