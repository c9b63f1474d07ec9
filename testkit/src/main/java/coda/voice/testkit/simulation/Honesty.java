package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.AcknowledgementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Scenario;

/**
 * How well a session can know what its client has played.
 *
 * @param offMs by so much its view may be off: by what is on its way between the two
 * @param truthful whether the client says nothing wrong
 * @param marked whether the voice says where its words lie; otherwise they are reckoned
 */
record Honesty(long offMs, boolean truthful, boolean marked) {

  static Honesty of(Scenario scenario) {
    long offMs = 0;
    boolean truthful = true;
    boolean marked = true;
    for (Object given : scenario.givens()) {
      switch (given) {
        case ClientHabit.NetworkTakes habit -> offMs += 2 * habit.ms();
        case ClientHabit.Acknowledges habit -> {
          for (AcknowledgementManner manner : habit.manners()) {
            offMs += manner instanceof AcknowledgementManner.Late late ? late.ms() : 0;
          }
        }
        case EngineScript.VoiceMarksNoWords script -> marked = false;
        default -> {}
      }
    }
    for (var happening : scenario.happenings()) {
      truthful &= !(happening.what() instanceof ClientAction.HasPlayed);
    }
    return new Honesty(offMs, truthful, marked);
  }
}
