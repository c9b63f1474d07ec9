package coda.voice.server.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints version, commit and JDK. */
@Command(name = "version", description = "Print version, commit, time of the build and JDK.")
final class VersionCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("Coda Voice " + BuildInfo.read());
    out.printf(
        "Java %s, %s (%s)%n",
        Runtime.version(), System.getProperty("java.vendor"), System.getProperty("java.home"));
  }
}
