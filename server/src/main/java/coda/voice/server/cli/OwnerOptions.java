package coda.voice.server.cli;

import coda.voice.conversation.Owner;
import coda.voice.gateway.access.OwnerNames;
import coda.voice.gateway.access.Scope;
import coda.voice.gateway.access.key.KeyEntry;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who somebody is to be, and what they may do. */
final class OwnerOptions {
  @Option(names = "--user", paramLabel = "NAME", required = true, description = "Whose it is.")
  private String user;

  @Option(
      names = "--tenant",
      paramLabel = "NAME",
      defaultValue = Owner.DEFAULT_TENANT,
      description = "The tenant they belong to; default: ${DEFAULT-VALUE}.")
  private String tenant;

  @Option(
      names = "--scopes",
      paramLabel = "LIST",
      defaultValue = "talk",
      description =
          "What it is good for, of talk, monitor and admin, with commas between them; default:"
              + " ${DEFAULT-VALUE}.")
  private String scopes;

  /** The owner. */
  Owner owner(CommandLine command) {
    return new Owner(name(command, "--tenant", tenant), name(command, "--user", user));
  }

  /** The scopes. */
  Set<Scope> scopes(CommandLine command) {
    try {
      return KeyEntry.scopes(scopes);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--scopes is '" + scopes + "'; " + e.getMessage(), e);
    }
  }

  private static String name(CommandLine command, String option, String value) {
    if (!OwnerNames.valid(value)) {
      throw new ParameterException(
          command, option + " is '" + value + "'; allowed is " + OwnerNames.ALLOWED);
    }
    return value;
  }
}
