package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.AcknowledgementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Scenario;
import java.util.List;

/**
 * How well a session can know what its client has played.
 *
 * @param offMs by so much its view may be off: by what is on its way between the two
 * @param truthful whether the client says nothing wrong
 * @param marked whether the voice says where its words lie; otherwise they are reckoned
 */
record Honesty(long offMs, boolean truthful, boolean marked) {
  private static final long USUALLY_EVERY_MS = 200;

  static Honesty of(Scenario scenario) {
    long offMs = 0;
    boolean marked = true;
    for (Object given : scenario.givens()) {
      switch (given) {
        case ClientHabit.NetworkTakes habit -> offMs += 2 * habit.ms();
        case ClientHabit.Acknowledges habit -> offMs += staleMs(habit.manners());
        case EngineScript.VoiceMarksNoWords script -> marked = false;
        default -> {}
      }
    }
    return new Honesty(
        offMs, !lies(scenario) && !outOfReach(scenario) && !keepsThePace(scenario), marked);
  }

  private static boolean lies(Scenario scenario) {
    return scenario.happenings().stream().anyMatch(h -> h.what() instanceof ClientAction.Claim);
  }

  /** Whether what is sent says nothing of what is played. */
  private static boolean keepsThePace(Scenario scenario) {
    return scenario.givens().contains(new ClientHabit.KeepsThePace());
  }

  /** Whether a client that pauses when it is told to cannot be told. */
  private static boolean outOfReach(Scenario scenario) {
    return scenario.givens().contains(new ClientHabit.PausesForTheUser())
        && scenario.happenings().stream()
            .anyMatch(h -> h.what() instanceof ClientAction.LosesConnection);
  }

  /**
   * While a reply is held, a client that acknowledges is where it last said it was: that much can
   * be old.
   */
  private static long staleMs(List<AcknowledgementManner> manners) {
    long everyMs = USUALLY_EVERY_MS;
    long lateMs = 0;
    int silentFor = 1;
    for (AcknowledgementManner manner : manners) {
      switch (manner) {
        case AcknowledgementManner.Every m -> everyMs = m.ms();
        case AcknowledgementManner.Late m -> lateMs = m.ms();
        case AcknowledgementManner.Loses m -> silentFor = 2;
        case AcknowledgementManner.OutOfOrder m -> silentFor = 2;
        case AcknowledgementManner.Twice m -> {}
      }
    }
    return lateMs + 2 * silentFor * everyMs;
  }
}
