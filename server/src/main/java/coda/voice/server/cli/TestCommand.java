package coda.voice.server.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands in the list of commands for what the launcher does before there is a JVM. */
@Command(
    name = "test",
    description = "Build everything and run all tests (done by the launcher ./coda).")
final class TestCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "The tests are run by the launcher ./coda, from the sources");
  }
}
