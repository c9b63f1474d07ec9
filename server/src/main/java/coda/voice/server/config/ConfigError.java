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
          .http(422)),
  CONFIG_REQUEST_INVALID(
      in(CONFIGURATION, "A request about the configuration is not as documented")
          .client("Send what the message says")
          .http(400)),
  CONFIG_VERSION_CONFLICT(
      in(CONFIGURATION, "A change was meant for another version of the configuration")
          .client("Read the configuration again and decide anew")
          .http(409)),
  CONFIG_VERSION_UNKNOWN(
      in(CONFIGURATION, "That version of the configuration is not remembered")
          .client("Take one of the history")
          .http(404));

  private final ErrorFacts facts;

  ConfigError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
