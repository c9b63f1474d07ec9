package coda.voice.server.cli;

import coda.voice.VoiceException;
import coda.voice.server.config.ConfigException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Tells people what went wrong: in words for what we know, with a stack trace for what must be a
 * defect.
 */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    return switch (exception) {
      case ConfigException wrong -> {
        command.getErr().println(wrong.getMessage());
        yield CommandLine.ExitCode.USAGE;
      }
      case VoiceException known -> {
        command.getErr().printf("%s (%s)%n", known.getMessage(), known.code());
        yield CommandLine.ExitCode.SOFTWARE;
      }
      default -> {
        command.getErr().println("This should not have happened:");
        exception.printStackTrace(command.getErr());
        yield CommandLine.ExitCode.SOFTWARE;
      }
    };
  }
}
