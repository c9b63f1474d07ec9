package coda.voice.server.cli;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CLIENT;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a command does not do what it is asked. */
enum CommandError implements ErrorCode {
  VOICE_UNKNOWN(
      in(CLIENT, "The engine has no such voice").client("Take a voice that the message names"));

  private final ErrorFacts facts;

  CommandError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
