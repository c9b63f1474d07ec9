package coda.voice.testkit.simulation;

import coda.voice.testkit.scenario.AcknowledgementManner;
import coda.voice.testkit.scenario.AnswerStep;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.DuplexAction;
import coda.voice.testkit.scenario.DuplexManner;
import coda.voice.testkit.scenario.DuplexScript;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.LineManner;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.SpeechManner;
import coda.voice.testkit.scenario.ToolManner;
import coda.voice.testkit.scenario.UserAction;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What goes wrong in a conversation besides its user, counted by kind from its script. */
final class Faults {
  /** Slower than this, in ms, is a fault. */
  private static final long SLOW_MS = 1000;

  private final Map<Fault, Long> counts = new EnumMap<>(Fault.class);

  private Faults() {}

  static Map<Fault, Long> in(Scenario scenario) {
    Faults faults = new Faults();
    scenario.givens().forEach(faults::look);
    scenario.happenings().forEach(faults::look);
    return faults.counts;
  }

  /** Looks at a part of a scenario and everything inside it. */
  private void look(Object part) {
    switch (part) {
      case SpeechManner.NeverUnderstood p -> count(Fault.LOST);
      case SpeechManner.NotUnderstood p -> count(Fault.FAILED);
      case SpeechManner.UnderstoodTwice p -> count(Fault.DUPLICATED);
      case SpeechManner.UnderstoodTooEarly p -> count(Fault.OUT_OF_ORDER);
      case SpeechManner.UnderstoodAs p -> count(Fault.MISUNDERSTOOD);
      case SpeechManner.UnderstoodAfter p -> slow(p.ms());
      case AnswerStep.Fails p -> count(Fault.FAILED);
      case AnswerStep.Stalls p -> count(Fault.STALLED);
      case AnswerStep.EndsTwice p -> count(Fault.DUPLICATED);
      case AnswerStep.TalksOn p -> count(Fault.OUT_OF_ORDER);
      case AnswerStep.Waits p -> slow(p.ms());
      case AnswerStep.Pace p -> slow(3 * p.wordEveryMs());
      case ToolManner.Fails p -> count(Fault.FAILED);
      case ToolManner.NeverEnds p -> count(Fault.STALLED);
      case ToolManner.Takes p -> slow(p.ms());
      case EngineScript.VoiceFails p -> count(Fault.FAILED);
      case EngineScript.VoiceStalls p -> count(Fault.STALLED);
      case EngineScript.VoiceStartsAfter p -> slow(p.ms());
      case EngineScript.RecognizerIsBusy p -> count(Fault.FAILED);
      case EngineScript.ModelIsBusy p -> count(Fault.FAILED);
      case EngineScript.VoiceIsBusy p -> count(Fault.FAILED);
      case DuplexScript.IsBusy p -> count(Fault.FAILED);
      case DuplexScript.FailsAsItOpens p -> count(Fault.FAILED);
      case DuplexScript.CannotBeReached p -> count(Fault.FAILED);
      case DuplexScript.OpensAfter p -> slow(p.ms());
      case DuplexScript.KeepsSilent p -> count(Fault.LOST);
      case DuplexManner.After p -> slow(p.ms());
      case DuplexManner.Dies p -> count(Fault.FAILED);
      case DuplexManner.IsLost p -> count(Fault.FAILED);
      case DuplexManner.Stalls p -> count(Fault.STALLED);
      case DuplexAction.Dies p -> count(Fault.FAILED);
      case DuplexAction.IsLost p -> count(Fault.FAILED);
      case DuplexAction.GoesAway p -> count(Fault.FAILED);
      case AcknowledgementManner.Late p -> count(Fault.LATE);
      case AcknowledgementManner.Loses p -> count(Fault.LOST);
      case AcknowledgementManner.Twice p -> count(Fault.DUPLICATED);
      case AcknowledgementManner.OutOfOrder p -> count(Fault.OUT_OF_ORDER);
      case ClientHabit.NetworkTakes p -> count(Fault.LATE);
      case LineManner.Loses p -> count(Fault.LOST);
      case LineManner.Repeats p -> count(Fault.DUPLICATED);
      case LineManner.Swaps p -> count(Fault.OUT_OF_ORDER);
      case LineManner.Bursts p -> count(Fault.LATE);
      case ClientAction.StopsReading p -> count(Fault.SLOW_CLIENT);
      case ClientAction.LosesConnection p -> count(Fault.CONNECTION_LOST);
      case ClientAction.Claim p -> count(Fault.FALSE_ACKNOWLEDGEMENT);
      default -> {}
    }
    parts(part).forEach(this::look);
  }

  private static List<?> parts(Object part) {
    return switch (part) {
      case List<?> list -> list;
      case Happening h -> List.of(h.what());
      case UserAction.Says s -> s.manners();
      case DuplexScript.Answers s -> s.manners();
      case DuplexAction.Says s -> s.manners();
      case EngineScript.Answer a -> a.steps();
      case EngineScript.HasTool t -> t.manners();
      case ClientHabit.Acknowledges a -> a.manners();
      case ClientHabit.MicrophoneArrives a -> a.manners();
      default -> List.of();
    };
  }

  private void slow(long ms) {
    if (ms >= SLOW_MS) {
      count(Fault.SLOW_ENGINE);
    }
  }

  private void count(Fault fault) {
    counts.merge(fault, 1L, Long::sum);
  }
}
