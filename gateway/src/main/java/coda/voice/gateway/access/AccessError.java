package coda.voice.gateway.access;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.ACCESS;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** Why somebody is not let in, or may not do what they want. */
public enum AccessError implements ErrorCode {
  ACCESS_DENIED(
      in(ACCESS, "It is known who they are, and they may not do that")
          .was("NET_004")
          .client("Get a token with the scope that the message names")
          .operator("Grant the scope if they should have it")
          .http(403));

  private final ErrorFacts facts;

  AccessError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
