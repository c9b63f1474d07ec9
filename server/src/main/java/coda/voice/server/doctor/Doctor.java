package coda.voice.server.doctor;

import coda.voice.engine.EngineRegistry;
import coda.voice.engine.gpu.device.GpuProbe;
import coda.voice.server.config.CodaConfig;
import coda.voice.server.config.ConfigException;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigProblem;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.config.EffectiveConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks at everything the server needs, without starting it. */
public final class Doctor {
  private final EngineRegistry registry;
  private final ConfigSources sources;
  private final Supplier<GpuProbe> probes;

  /**
   * A doctor for one configuration.
   *
   * @param registry all engines
   * @param sources where the configuration comes from
   */
  public Doctor(EngineRegistry registry, ConfigSources sources) {
    this(registry, sources, GpuProbe::detect);
  }

  /**
   * A doctor with another way to read graphics cards.
   *
   * @param registry all engines
   * @param sources where the configuration comes from
   * @param probes finds a way to read graphics cards
   */
  Doctor(EngineRegistry registry, ConfigSources sources, Supplier<GpuProbe> probes) {
    this.registry = registry;
    this.sources = sources;
    this.probes = probes;
  }

  /** Everything that was found, by area. */
  public List<Finding> examine() {
    List<Finding> findings = new ArrayList<>(MachineChecks.findings());
    Optional<CodaConfig> config = configuration(findings);
    findings.addAll(EngineChecks.findings(registry, config));
    try (GpuProbe probe = probes.get()) {
      findings.addAll(GpuChecks.findings(probe, config.map(CodaConfig::gpu)));
    }
    config.ifPresent(
        valid -> {
          findings.add(SurroundingsChecks.port(valid.server()));
          findings.addAll(CertificateChecks.findings(valid.server().tls(), InstantSource.system()));
        });
    findings.addAll(SurroundingsChecks.audioDevices());
    return findings;
  }

  /**
   * Everything that {@link #examine} finds, and what a server that others reach must have besides.
   */
  public List<Finding> examineForProduction() {
    List<Finding> findings = new ArrayList<>(examine());
    configuration(new ArrayList<>())
        .ifPresent(valid -> findings.addAll(ProductionChecks.findings(valid)));
    return findings;
  }

  private Optional<CodaConfig> configuration(List<Finding> findings) {
    try {
      EffectiveConfig effective = new ConfigLoader(registry).read(sources);
      findings.add(Finding.ok("configuration", "coda.yaml", found()));
      for (ConfigProblem warning : effective.warnings()) {
        findings.add(
            Finding.warning("configuration", warning.path(), warning.message() + from(warning)));
      }
      return Optional.of(effective.config());
    } catch (ConfigException wrong) {
      for (ConfigProblem problem : wrong.problems()) {
        findings.add(
            Finding.failed("configuration", problem.path(), problem.message() + from(problem)));
      }
      return Optional.empty();
    }
  }

  private static String from(ConfigProblem problem) {
    return problem.origin().isEmpty() ? "" : " (" + problem.origin() + ")";
  }

  private String found() {
    Path file = sources.directory().resolve(sources.file().orElse(Path.of("coda.yaml")));
    return Files.exists(file)
        ? "read from " + file.toAbsolutePath()
        : "not there: defaults, environment and options apply";
  }
}
