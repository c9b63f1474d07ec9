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
  private static final String DEFAULT_FILE = "coda.yaml";
  private static final String PROFILE_KEY = "profile";

  private final EngineRegistry registry;
  private final Schema schema = new Schema();
  private final List<String> engines;

  /**
   * A loader.
   *
   * @param registry which engines can be named
   */
  public ConfigLoader(EngineRegistry registry) {
    this.registry = registry;
    this.engines = registry.providers().stream().map(EngineProvider::name).distinct().toList();
  }

  /**
   * Reads everything.
   *
   * @param sources where from
   * @throws ConfigException with everything that is wrong
   */
  public CodaConfig load(ConfigSources sources) {
    List<ConfigProblem> problems = new ArrayList<>();
    Layer file = file(sources, problems);
    Layer environment = new Environment(schema, engines).layer(sources.environment(), problems);
    Layer overrides = overrides(sources.overrides(), problems);
    Layer profile = profile(sources, file, problems);

    Map<String, Value> merged = new LinkedHashMap<>();
    for (Layer layer : List.of(profile, file, environment, overrides)) {
      merged.putAll(layer.values());
    }
    merged.remove(PROFILE_KEY);
    return new ConfigBinder(schema, registry, engines, problems).bind(merged);
  }

  private static Layer file(ConfigSources sources, List<ConfigProblem> problems) {
    Optional<Path> named =
        sources
            .file()
            .or(
                () ->
                    Optional.ofNullable(sources.environment().get(Environment.FILE)).map(Path::of));
    Path path = sources.directory().resolve(named.orElse(Path.of(DEFAULT_FILE)));
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
    return YamlLayer.parse(Profiles.yaml(name.text()), "profile " + name.text(), problems);
  }

  private static Layer overrides(List<String> overrides, List<ConfigProblem> problems) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals <= 0) {
        problems.add(new ConfigProblem(override, "is not key=value", "--set"));
      } else {
        values.put(
            override.substring(0, equals).strip(),
            new Value(override.substring(equals + 1).strip(), "--set"));
      }
    }
    return new Layer(values);
  }
}
