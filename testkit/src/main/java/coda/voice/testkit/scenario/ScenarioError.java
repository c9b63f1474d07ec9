package coda.voice.testkit.scenario;

import static coda.voice.ErrorFacts.in;
import static coda.voice.ErrorFamily.CLIENT;

import coda.voice.ErrorCode;
import coda.voice.ErrorFacts;

/** What can be wrong with a scenario. */
enum ScenarioError implements ErrorCode {
  SCENARIO_INVALID(
      in(CLIENT, "A line of the scenario cannot be read")
          .client("Correct the line that the message names"));

  private final ErrorFacts facts;

  ScenarioError(ErrorFacts facts) {
    this.facts = facts;
  }

  @Override
  public ErrorFacts facts() {
    return facts;
  }
}
