package coda.voice.server.audit;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CONFIGURATION;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can go wrong when it is recorded who does what. */
public enum AuditError implements ErrorCode {
  AUDIT_IO(
      in(CONFIGURATION, "The audit file cannot be written; what was asked for was not done")
          .client("Try again later")
          .operator("Make room for server.audit_file, and let the server write it")
          .http(500));

  private final ErrorFacts facts;

  AuditError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
