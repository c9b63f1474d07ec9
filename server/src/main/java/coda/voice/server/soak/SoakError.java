package coda.voice.server.soak;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.COMPONENT;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why a soak cannot go on. */
enum SoakError implements ErrorCode {
  SOAK_SERVER_GONE(
      in(COMPONENT, "The server that coda soak looks at did not start, or is gone")
          .operator("Read what it wrote to standard error"));

  private final ErrorFacts facts;

  SoakError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
