package coda.voice.server.config;

import coda.voice.server.config.Layer.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables that begin with {@code CODA_}. */
final class Environment {
  /** What all our variables begin with. */
  static final String PREFIX = "CODA_";

  /** Names the configuration file. */
  static final String FILE = "CODA_CONFIG";

  /** Names the profile. */
  static final String PROFILE = "CODA_PROFILE";

  /** Read before the configuration, by the launcher or by us. */
  private static final Set<String> RESERVED =
      Set.of(FILE, PROFILE, "CODA_JAVA_HOME", "CODA_JDK_DIRS", "CODA_JAVA_OPTS", "CODA_NO_BUILD");

  /**
   * What Kubernetes sets for a service named "coda" or "coda-…", as {@code name=value}: not ours,
   * and not an error.
   */
  private static final Pattern KUBERNETES =
      Pattern.compile(
          "CODA_(.*_)?(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT_\\d+_(TCP|UDP)(_.*)?)=.*"
              + "|CODA_(.*_)?PORT=(tcp|udp)://.*");

  private static final String ENGINES = PREFIX + "ENGINES_";

  private final Map<String, SettingDescription> byVariable;
  private final Collection<String> engines;

  /**
   * The variables of a schema.
   *
   * @param schema all keys
   * @param engines the names of all engines
   */
  Environment(Schema schema, Collection<String> engines) {
    this.byVariable =
        schema.settings().stream()
            .collect(Collectors.toMap(SettingDescription::variable, Function.identity()));
    this.engines = engines;
  }

  /**
   * The values that variables set.
   *
   * @param variables all of the process
   * @param problems gets what is wrong
   */
  Layer layer(Map<String, String> variables, List<ConfigProblem> problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    new TreeMap<>(variables)
        .forEach(
            (name, text) -> {
              if (name.startsWith(PREFIX) && !RESERVED.contains(name)) {
                Optional<String> key = key(name);
                if (key.isPresent()) {
                  values.put(key.get(), new Value(text, name));
                } else if (!KUBERNETES.matcher(name + "=" + text).matches()) {
                  problems.add(unknown(name));
                }
              }
            });
    return new Layer(values);
  }

  private Optional<String> key(String name) {
    SettingDescription setting = byVariable.get(name);
    return setting == null ? engineKey(name) : Optional.of(setting.key());
  }

  /** {@code CODA_ENGINES_SPHINX4_POOL_SIZE} is {@code engines.sphinx4.pool_size}. */
  private Optional<String> engineKey(String name) {
    if (!name.startsWith(ENGINES)) {
      return Optional.empty();
    }
    String rest = name.substring(ENGINES.length());
    return engines.stream()
        .filter(engine -> rest.startsWith(variable(engine) + "_"))
        .filter(engine -> rest.length() > engine.length() + 1)
        .max(java.util.Comparator.comparingInt(String::length))
        .map(
            engine ->
                Schema.ENGINES
                    + engine
                    + "."
                    + rest.substring(engine.length() + 1).toLowerCase(Locale.ROOT));
  }

  private static String variable(String engine) {
    return engine.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  private ConfigProblem unknown(String name) {
    String hint =
        Nearest.to(name, byVariable.keySet())
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
    return new ConfigProblem(name, "no setting has this variable" + hint, "environment");
  }
}
