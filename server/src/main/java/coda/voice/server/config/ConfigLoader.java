package coda.voice.server.config;

import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.Layer.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and checks the configuration as a whole. What is wrong is collected, so that one start
 * shows every error; nothing wrong is replaced by a default.
 */
public final class ConfigLoader {
  /** Where a value comes from that nobody set. */
  static final String DEFAULT = "default";

  /** Where a value comes from that stands on the command line. */
  static final String COMMAND_LINE = "--set";

  /** What the origin of a profile's values begins with. */
  static final String PROFILE = "profile ";

  private static final String DEFAULT_FILE = "coda.yaml";
  private static final String PROFILE_KEY = "profile";

  private final EngineRegistry registry;
  private final Schema schema = new Schema();
  private final List<String> engines;
  private final Secrets secrets;

  /**
   * A loader.
   *
   * @param registry which engines can be named
   */
  public ConfigLoader(EngineRegistry registry) {
    this.registry = registry;
    this.engines = registry.providers().stream().map(EngineProvider::name).distinct().toList();
    this.secrets = new Secrets(schema, registry);
  }

  /**
   * Reads everything.
   *
   * @param sources where from
   * @throws ConfigException with everything that is wrong
   */
  public CodaConfig load(ConfigSources sources) {
    return read(sources).config();
  }

  /**
   * Reads everything, and keeps where it comes from.
   *
   * @param sources where from
   * @throws ConfigException with everything that is wrong
   */
  public EffectiveConfig read(ConfigSources sources) {
    List<ConfigProblem> problems = new ArrayList<>();
    return check(sources, merged(sources, problems), problems);
  }

  /**
   * What a server that goes on running is to heed. What only a new start heeds stays as it is
   * there, and is {@linkplain EffectiveConfig#waiting waiting}. Both have to be right: what is
   * heeded now, and what will be after a start.
   *
   * @param base what the sources hold
   * @param runtime what was set while it runs; wins over the sources
   * @param running what it heeds so far
   * @throws ConfigException with everything that is wrong
   */
  public EffectiveConfig over(
      EffectiveConfig base, List<RuntimeValue> runtime, EffectiveConfig running) {
    ConfigSources sources = base.sources();
    Map<String, Value> merged = new LinkedHashMap<>(base.written());
    runtime.forEach(set -> merged.put(set.key(), new Value(set.text(), set.origin())));
    EffectiveConfig whole = check(sources, merged, new ArrayList<>());
    EffectiveConfig.Held held = whole.holding(running);
    if (held.later().isEmpty()) {
      return whole;
    }
    try {
      return check(sources, held.written(), new ArrayList<>()).waiting(held.later());
    } catch (ConfigException e) {
      throw new ConfigException(
          e.problems().stream()
              .map(
                  problem ->
                      new ConfigProblem(
                          problem.path(),
                          problem.message() + "; it would be right after a restart",
                          problem.origin()))
              .toList());
    }
  }

  private Map<String, Value> merged(ConfigSources sources, List<ConfigProblem> problems) {
    Layer file = file(sources, problems);
    Layer environment = new Environment(schema, engines).layer(sources.environment(), problems);
    Layer overrides = overrides(sources.overrides(), problems);
    Layer profile = profile(sources, file, problems);

    Map<String, Value> merged = new LinkedHashMap<>();
    for (Layer layer : List.of(profile, file, environment, overrides)) {
      merged.putAll(layer.values());
    }
    merged.remove(PROFILE_KEY);
    return merged;
  }

  private EffectiveConfig check(
      ConfigSources sources, Map<String, Value> merged, List<ConfigProblem> problems) {
    List<ConfigProblem> warnings = new ArrayList<>();
    SecretReader reader =
        new SecretReader(sources.directory(), sources.environment(), problems, warnings);
    CodaConfig config =
        new ConfigBinder(schema, registry, engines, secrets, reader, problems).bind(merged);
    openFile(sources, merged).ifPresent(warnings::add);
    warnings.addAll(Advice.on(config, merged));
    return new EffectiveConfig(sources, config, merged, warnings, schema, secrets);
  }

  /** A file that holds secrets itself is nobody else's to read. */
  private Optional<ConfigProblem> openFile(ConfigSources sources, Map<String, Value> merged) {
    Path path = file(sources);
    String name = String.valueOf(path.getFileName());
    boolean holdsSecrets =
        merged.entrySet().stream()
            .filter(entry -> secrets.isSecret(entry.getKey()))
            .map(Map.Entry::getValue)
            .filter(value -> !value.text().isEmpty() && !SecretReader.isElsewhere(value.text()))
            .anyMatch(value -> value.origin().startsWith(name + ":"));
    try {
      return holdsSecrets && Files.exists(path)
          ? SecretReader.tooOpen(path)
              .map(how -> new ConfigProblem(name, "holds secrets and is a file that " + how, ""))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(new ConfigProblem(name, "holds secrets; who may read it is unknown", ""));
    }
  }

  private static Optional<Path> named(ConfigSources sources) {
    return sources
        .file()
        .or(() -> Optional.ofNullable(sources.environment().get(Environment.FILE)).map(Path::of));
  }

  /**
   * The file that is read; it need not be there unless it was named.
   *
   * @param sources where from
   */
  public static Path file(ConfigSources sources) {
    return sources.directory().resolve(named(sources).orElse(Path.of(DEFAULT_FILE)));
  }

  private static Layer file(ConfigSources sources, List<ConfigProblem> problems) {
    Optional<Path> named = named(sources);
    Path path = file(sources);
    if (named.isEmpty() && !Files.exists(path)) {
      return new Layer(Map.of());
    }
    try {
      return YamlLayer.parse(Files.readString(path), path.getFileName().toString(), problems);
    } catch (IOException e) {
      String why = Files.exists(path) ? "cannot be read: " + e.getMessage() : "does not exist";
      problems.add(new ConfigProblem(path.toString(), why, ""));
      return new Layer(Map.of());
    }
  }

  private static Layer profile(ConfigSources sources, Layer file, List<ConfigProblem> problems) {
    Optional<Value> chosen =
        sources
            .profile()
            .map(name -> new Value(name, "--profile"))
            .or(
                () ->
                    Optional.ofNullable(sources.environment().get(Environment.PROFILE))
                        .map(name -> new Value(name, Environment.PROFILE)))
            .or(() -> Optional.ofNullable(file.values().get(PROFILE_KEY)));
    if (chosen.isEmpty()) {
      return new Layer(Map.of());
    }
    Value name = chosen.get();
    if (!Profiles.NAMES.contains(name.text())) {
      problems.add(
          new ConfigProblem(
              PROFILE_KEY,
              "is '" + name.text() + "'; allowed is one of " + String.join(", ", Profiles.NAMES),
              name.origin()));
      return new Layer(Map.of());
    }
    return YamlLayer.parse(Profiles.yaml(name.text()), PROFILE + name.text(), problems);
  }

  private static Layer overrides(List<String> overrides, List<ConfigProblem> problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals <= 0) {
        problems.add(new ConfigProblem(beginning(override), "is not key=value", COMMAND_LINE));
      } else {
        values.put(
            override.substring(0, equals).strip(),
            new Value(override.substring(equals + 1).strip(), COMMAND_LINE));
      }
    }
    return new Layer(values);
  }

  /** As much of it as can be a key; what follows may be a secret. */
  private static String beginning(String override) {
    String key = override.strip().replaceFirst("(?s)[^A-Za-z0-9_.-].*", "");
    return key.equals(override.strip()) ? key : key + "…";
  }
}
