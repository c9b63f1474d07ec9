package coda.voice.server.config;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CONFIGURATION;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with the configuration. */
public enum ConfigError implements ErrorCode {
  CONFIG_INVALID(
      in(CONFIGURATION, "The configuration is wrong; the message lists every problem")
          .was("CONFIG")
          .operator("Correct what the message lists")
          .http(422));

  private final ErrorFacts facts;

  ConfigError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
