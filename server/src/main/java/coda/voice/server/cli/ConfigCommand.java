package coda.voice.server.cli;

import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.ConfigJson;
import coda.voice.server.config.ConfigJsonSchema;
import coda.voice.server.config.ConfigTable;
import coda.voice.server.config.EffectiveConfig;
import coda.voice.server.config.EffectiveValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what the server would be started with, and where each value comes from. */
@Command(
    name = "config",
    description = "The configuration as it would be used, and where each value comes from.",
    footer = {
      "",
      "Secrets are shown as ***. Exit code 2 when something is wrong; everything is told at once.",
      "",
      "Examples:",
      "  coda config --changed",
      "  coda config --profile production --check",
      "  coda config --schema > coda.schema.json"
    })
final class ConfigCommand implements Callable<Integer> {
  private final Supplier<EngineRegistry> engines;

  @Spec private CommandSpec spec;
  @Mixin private ConfigOptions config;

  @Option(names = "--changed", description = "Only what is not a default.")
  private boolean changed;

  @ArgGroup private final Form form = new Form();

  private static final class Form {
    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(names = "--check", description = "Print nothing but what is wrong or unwise.")
    private boolean check;

    @Option(
        names = "--schema",
        description = "Print the JSON Schema of coda.yaml, for editors; reads no configuration.")
    private boolean schema;
  }

  /**
   * The command.
   *
   * @param engines finds the engines
   */
  ConfigCommand(Supplier<EngineRegistry> engines) {
    this.engines = engines;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    PrintWriter out = spec.commandLine().getOut();
    if (form.schema) {
      print(out, ConfigJsonSchema.document());
      return 0;
    }
    EffectiveConfig effective = config.read(engines.get());
    if (form.json) {
      print(out, ConfigJson.of(effective, changed));
      return 0;
    }
    if (form.check) {
      out.println("The configuration is right.");
    } else {
      List<EffectiveValue> shown =
          effective.values().stream().filter(value -> value.changed() || !changed).toList();
      ConfigTable.lines(shown).forEach(out::println);
    }
    effective
        .warnings()
        .forEach(warning -> spec.commandLine().getErr().println("Warning: " + warning));
    return 0;
  }

  private static void print(PrintWriter out, Object json) throws JsonProcessingException {
    out.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json));
  }
}
