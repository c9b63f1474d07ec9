package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.doctor.Doctor;
import coda.voice.server.doctor.Finding;
import coda.voice.server.doctor.Finding.Verdict;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells what this machine can do. */
@Command(
    name = "doctor",
    description = "What this machine can do: JDK, memory, engines, configuration, port, audio.",
    footer = {"", "Exit code 1 when the server cannot run; what is optional does not count."})
final class DoctorCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--production",
      description =
          "Also go through the checklist for servers that others reach: docs/DEPLOYMENT.md.")
  private boolean production;

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  DoctorCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Doctor doctor = new Doctor(engines.get(), config.sources(List.of()));
    List<Finding> findings = production ? doctor.examineForProduction() : doctor.examine();
    boolean able = findings.stream().noneMatch(f -> f.verdict() == Verdict.FAILED);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          new ObjectMapper()
              .enable(SerializationFeature.INDENT_OUTPUT)
              .writeValueAsString(
                  Map.of("version", BuildInfo.read(), "able", able, "findings", findings)));
    } else {
      table(out, findings);
      out.println(able ? fit() : "The server cannot run here: see FAILED.");
    }
    return able ? 0 : 1;
  }

  private String fit() {
    return production ? "The server can run here, for others too." : "The server can run here.";
  }

  private static void table(PrintWriter out, List<Finding> findings) {
    int width = findings.stream().mapToInt(f -> f.name().length()).max().orElse(0);
    String area = "";
    for (Finding finding : findings) {
      if (!finding.area().equals(area)) {
        area = finding.area();
        out.println(area);
      }
      out.printf(
          "  %-8s %-" + width + "s  %s%n",
          finding.verdict().name().toLowerCase(java.util.Locale.ROOT),
          finding.name(),
          finding.detail());
    }
  }
}
