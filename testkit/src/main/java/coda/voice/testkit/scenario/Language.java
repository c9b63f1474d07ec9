package coda.voice.testkit.scenario;

import static coda.voice.testkit.scenario.Slot.CODE;
import static coda.voice.testkit.scenario.Slot.COUNT;
import static coda.voice.testkit.scenario.Slot.ON_OFF;
import static coda.voice.testkit.scenario.Slot.SECONDS;
import static coda.voice.testkit.scenario.Slot.SHARE;
import static coda.voice.testkit.scenario.Slot.TEXT;
import static coda.voice.testkit.scenario.Slot.any;
import static coda.voice.testkit.scenario.Slot.choice;
import static coda.voice.testkit.scenario.Slot.clauses;
import static coda.voice.testkit.scenario.Slot.several;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionNotice.Outcome;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.HybridStrategy;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.engine.LanguageModel.Role;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that can be said in a scenario, and how. */
final class Language {
  private Language() {}

  static final Forms<AnswerStep> STEP =
      Forms.of(
          "STEP",
          Form.of(AnswerStep.SaysNothing.class, "answers nothing"),
          Form.of(AnswerStep.Says.class, "answers", TEXT),
          Form.of(AnswerStep.Pace.class, "takes", SECONDS, "for a word"),
          Form.of(AnswerStep.Waits.class, "waits", SECONDS),
          Form.of(AnswerStep.Calls.class, "calls", TEXT),
          Form.of(AnswerStep.Protects.class, "protects what follows"),
          Form.of(AnswerStep.StopsProtecting.class, "stops protecting"),
          Form.of(AnswerStep.Fails.class, "fails"),
          Form.of(AnswerStep.Stalls.class, "stalls"),
          Form.of(AnswerStep.EndsTwice.class, "ends twice"),
          Form.of(AnswerStep.TalksOn.class, "talks on after the end"));

  static final Forms<ToolManner> TOOL_MANNER =
      Forms.of(
          "HOW-IT-WORKS",
          Form.of(ToolManner.ChangesSomething.class, "changes something"),
          Form.of(ToolManner.Takes.class, "takes", SECONDS),
          Form.of(ToolManner.Returns.class, "returns", TEXT),
          Form.of(ToolManner.Fails.class, "fails"),
          Form.of(ToolManner.NeverEnds.class, "never ends"));

  static final Forms<AcknowledgementManner> ACKNOWLEDGEMENT_MANNER =
      Forms.of(
          "HOW",
          Form.of(AcknowledgementManner.Every.class, "every", SECONDS),
          Form.of(AcknowledgementManner.Late.class, SECONDS, "late"),
          Form.of(AcknowledgementManner.Loses.class, "losing one in", COUNT),
          Form.of(AcknowledgementManner.Twice.class, "each twice"),
          Form.of(AcknowledgementManner.OutOfOrder.class, "out of order"));

  static final Forms<LineManner> LINE_MANNER =
      Forms.of(
          "HOW-IT-COMES",
          Form.of(LineManner.Loses.class, "losing one in", COUNT),
          Form.of(LineManner.Repeats.class, "repeating one in", COUNT),
          Form.of(LineManner.Swaps.class, "swapping one in", COUNT),
          Form.of(LineManner.Bursts.class, "in bursts of", SECONDS));

  static final Forms<SpeechManner> SPEECH_MANNER =
      Forms.of(
          "HOW-IT-IS-SAID",
          Form.of(SpeechManner.Lasting.class, "for", SECONDS),
          Form.of(SpeechManner.Finished.class, "finished", SHARE),
          Form.of(SpeechManner.WithoutPartials.class, "without partials"),
          Form.of(SpeechManner.Partial.class, "partial", TEXT, "after", SECONDS),
          Form.of(SpeechManner.UnderstoodAs.class, "understood as", TEXT),
          Form.of(SpeechManner.UnderstoodAfter.class, "understood after", SECONDS),
          Form.of(SpeechManner.NeverUnderstood.class, "never understood"),
          Form.of(SpeechManner.NotUnderstood.class, "the recogniser fails"),
          Form.of(SpeechManner.UnderstoodTwice.class, "understood twice"),
          Form.of(SpeechManner.UnderstoodTooEarly.class, "understood too early"));

  static final Forms<AnnouncementManner> ANNOUNCEMENT_MANNER =
      Forms.of(
          "WITH-WHAT-CARE",
          Form.of(AnnouncementManner.FreshFor.class, "fresh for", SECONDS),
          Form.of(AnnouncementManner.Protected.class, "protected"));

  static final Forms<DuplexManner> DUPLEX_MANNER =
      Forms.of(
          "HOW-THE-MODEL-SAYS-IT",
          Form.of(DuplexManner.After.class, "after", SECONDS),
          Form.of(DuplexManner.WithoutWords.class, "without words"),
          Form.of(DuplexManner.InPieces.class, "in pieces"),
          Form.of(DuplexManner.Yields.class, "yields"),
          Form.of(DuplexManner.Stalls.class, "stalls after", COUNT, "word/words"),
          Form.of(DuplexManner.Dies.class, "dies after", COUNT, "word/words"),
          Form.of(DuplexManner.IsLost.class, "is lost after", COUNT, "word/words"));

  private static final Form<Setting.Processing> PROCESSING =
      Form.of(Setting.Processing.class, "the mode is", choice(ProcessingMode.class));
  private static final Form<Setting.Mode> MODE =
      Form.of(Setting.Mode.class, "the conversation is", choice(ConversationMode.class));
  private static final Form<Setting.Time> TIME =
      Form.of(Setting.Time.class, "set", choice(TimeSetting.class), "to", SECONDS);
  private static final Form<Setting.InterruptionWords> INTERRUPTION_WORDS =
      Form.of(Setting.InterruptionWords.class, "set interruption words to", COUNT);
  private static final Form<Setting.Speculation> SPECULATION =
      Form.of(Setting.Speculation.class, "set speculation", ON_OFF);
  private static final Form<Setting.SpeechThreshold> SPEECH_THRESHOLD =
      Form.of(Setting.SpeechThreshold.class, "set speech threshold to", SHARE);

  private static final Form<Setting.Answering> ANSWERING =
      Form.of(Setting.Answering.class, "set answering", ON_OFF);
  private static final Form<Setting.Yields> YIELDS =
      Form.of(Setting.Yields.class, "answers yield", choice(Yielding.class));

  static final Forms<Given> GIVEN =
      Forms.of(
          "GIVEN",
          MODE,
          PROCESSING,
          Form.of(Setting.Strategy.class, "the strategy is", choice(HybridStrategy.class)),
          Form.of(Setting.Preference.class, "the selection is", choice(Selection.class)),
          Form.of(Setting.TimeOfMode.class, "set", choice(ModeTime.class), "to", SECONDS),
          TIME,
          INTERRUPTION_WORDS,
          SPECULATION,
          SPEECH_THRESHOLD,
          ANSWERING,
          YIELDS,
          Form.of(Setting.Greeting.class, "the greeting is", TEXT),
          Form.of(Setting.IdlePrompt.class, "the idle prompt is", TEXT),
          Form.of(Setting.ApologyForNoAnswer.class, "the apology for no answer is", TEXT),
          Form.of(Setting.ApologyForBrokenAnswer.class, "the apology for a broken answer is", TEXT),
          Form.of(Setting.Backchannels.class, "the backchannels are", several(TEXT)),
          Form.of(Given.Earlier.class, "earlier the", choice(Role.class), "said", TEXT),
          Form.of(Given.Lasts.class, "the scenario lasts", SECONDS),
          Form.of(ClientHabit.TextOnly.class, "the client has no sound"),
          Form.of(ClientHabit.KeepsThePace.class, "the client keeps the pace"),
          Form.of(ClientHabit.SendsNoSilence.class, "the client sends no silence"),
          Form.of(ClientHabit.PausesForTheUser.class, "the client pauses when the user speaks"),
          Form.of(
              ClientHabit.Acknowledges.class,
              "the client acknowledges",
              any(ACKNOWLEDGEMENT_MANNER)),
          Form.of(ClientHabit.MicrophoneArrives.class, "the microphone arrives", any(LINE_MANNER)),
          Form.of(ClientHabit.NetworkTakes.class, "the network takes", SECONDS),
          Form.of(EngineScript.RecognizerTellsNoPartials.class, "the recogniser tells no partials"),
          Form.of(
              EngineScript.RecognizerIsBusy.class,
              "the recogniser is busy for",
              COUNT,
              "turn/turns"),
          Form.of(EngineScript.VoiceStartsAfter.class, "the voice starts after", SECONDS),
          Form.of(EngineScript.VoiceFails.class, "the voice fails in sentence", COUNT),
          Form.of(
              EngineScript.VoiceStalls.class,
              "the voice stalls in sentence",
              COUNT,
              "after",
              COUNT,
              "word/words"),
          Form.of(
              EngineScript.ModelIsBusy.class,
              "the language model is busy for",
              COUNT,
              "answer/answers"),
          Form.of(
              EngineScript.VoiceIsBusy.class, "the voice is busy for", COUNT, "sentence/sentences"),
          Form.of(
              DuplexScript.Answers.class, "the duplex model answers", TEXT, clauses(DUPLEX_MANNER)),
          Form.of(DuplexScript.KeepsSilent.class, "the duplex model keeps silent"),
          Form.of(DuplexScript.OpensAfter.class, "the duplex model opens after", SECONDS),
          Form.of(DuplexScript.IsBusy.class, "the duplex model is busy for", COUNT, "time/times"),
          Form.of(
              DuplexScript.FailsAsItOpens.class,
              "the duplex model fails as it opens for",
              COUNT,
              "time/times"),
          Form.of(DuplexScript.CannotBeReached.class, "the duplex model cannot be reached"),
          Form.of(EngineScript.VoiceMarksNoWords.class, "the voice marks no words"),
          Form.of(EngineScript.HasTool.class, "the tool", TEXT, any(TOOL_MANNER)),
          Form.of(EngineScript.Answer.class, "the assistant", several(STEP)),
          Form.of(EngineScript.AnswerTo.class, "to", TEXT, "the assistant", several(STEP)));

  static final Forms<Moment> MOMENT =
      Forms.of(
          "MOMENT",
          Form.of(Moment.At.class, "at", SECONDS),
          Form.of(Moment.AfterReplyBegins.class, SECONDS, "after reply", COUNT, "begins"),
          Form.of(Moment.AfterReplyEnds.class, SECONDS, "after reply", COUNT, "ends"),
          Form.of(Moment.AfterToolStarts.class, SECONDS, "after tool", TEXT, "starts"));

  static final Forms<Action> ACTION =
      Forms.of(
          "ACTION",
          MODE,
          PROCESSING,
          TIME,
          INTERRUPTION_WORDS,
          SPECULATION,
          SPEECH_THRESHOLD,
          ANSWERING,
          YIELDS,
          Form.of(UserAction.Says.class, "the user says", TEXT, clauses(SPEECH_MANNER)),
          Form.of(UserAction.Coughs.class, "the user coughs for", SECONDS),
          Form.of(UserAction.Mutes.class, "the user mutes the microphone"),
          Form.of(UserAction.Unmutes.class, "the user unmutes the microphone"),
          Form.of(UserAction.PressesButton.class, "the user presses the button"),
          Form.of(UserAction.ReleasesButton.class, "the user releases the button"),
          Form.of(UserAction.EndsTurn.class, "the user ends the turn"),
          Form.of(UserAction.TakesBack.class, "the user takes it back"),
          Form.of(UserAction.Types.class, "the user types", TEXT),
          Form.of(UserAction.PressesStop.class, "the user presses stop"),
          Form.of(UserAction.HangsUp.class, "the user hangs up"),
          Form.of(
              ClientAction.HasPlayed.class, "the client has played reply", COUNT, "up to", SECONDS),
          Form.of(
              ClientAction.HasHeardOnly.class,
              "the client has heard of reply",
              COUNT,
              "only",
              SECONDS),
          Form.of(ClientAction.AsksForAnAnswer.class, "the client asks for an answer"),
          Form.of(ClientAction.StopsReading.class, "the client stops reading"),
          Form.of(ClientAction.ReadsAgain.class, "the client reads again"),
          Form.of(ClientAction.LosesConnection.class, "the connection is lost"),
          Form.of(ClientAction.Reconnects.class, "the connection is resumed"),
          Form.of(ClientAction.EndsAudio.class, "the client ends its audio"),
          Form.of(
              ServerAction.WantsToSay.class,
              "the assistant wants to say",
              TEXT,
              clauses(ANNOUNCEMENT_MANNER)),
          Form.of(DuplexAction.Says.class, "the duplex model says", TEXT, clauses(DUPLEX_MANNER)),
          Form.of(DuplexAction.Dies.class, "the duplex model dies"),
          Form.of(DuplexAction.IsLost.class, "the duplex model is lost for", SECONDS),
          Form.of(DuplexAction.GoesAway.class, "the duplex model goes away"),
          Form.of(DuplexAction.ComesBack.class, "the duplex model comes back"),
          Form.of(ServerAction.SaysGoodbye.class, "the assistant says goodbye"),
          Form.of(ServerAction.DetectorThinks.class, "the turn detector thinks", SHARE),
          Form.of(ServerAction.Drains.class, "the server drains"));

  private static final Forms<Expectation.Line> LINE =
      Forms.of("LINE", Form.of(Expectation.Line.class, choice(Role.class), TEXT));

  static final Forms<Happening> HAPPENING =
      Forms.of("HAPPENING", Form.of(Happening.class, MOMENT, ACTION));

  static final Forms<Expectation> EXPECTATION =
      Forms.of(
          "EXPECTATION",
          Form.of(Expectation.Understood.class, "expect understood", several(TEXT)),
          Form.of(Expectation.NothingUnderstood.class, "expect nothing understood"),
          Form.of(Expectation.Asked.class, "expect asked", several(TEXT)),
          Form.of(Expectation.NothingAsked.class, "expect nothing asked"),
          Form.of(
              Expectation.Replies.class,
              "expect",
              COUNT,
              "reply/replies",
              clauses(choice(Outcome.class))),
          Form.of(Expectation.Heard.class, "expect heard", several(TEXT)),
          Form.of(Expectation.NothingHeard.class, "expect nothing heard"),
          Form.of(Expectation.Shown.class, "expect shown", several(TEXT)),
          Form.of(Expectation.History.class, "expect history", several(LINE)),
          Form.of(Expectation.NoHistory.class, "expect no history"),
          Form.of(Expectation.Held.class, "expect held", COUNT, "time/times"),
          Form.of(Expectation.Resumed.class, "expect resumed", COUNT, "time/times"),
          Form.of(Expectation.Dropped.class, "expect dropped", several(CODE)),
          Form.of(Expectation.NothingDropped.class, "expect nothing dropped"),
          Form.of(Expectation.Problems.class, "expect problem", several(CODE)),
          Form.of(Expectation.NoProblem.class, "expect no problem"),
          Form.of(Expectation.ToolRan.class, "expect tool", TEXT, "ran", COUNT, "time/times"),
          Form.of(
              Expectation.TurnEnds.class, "expect turn", COUNT, "ends", SECONDS, "after speech"),
          Form.of(
              Expectation.ReplyBegins.class,
              "expect reply",
              COUNT,
              "begins between",
              SECONDS,
              "and",
              SECONDS),
          Form.of(
              Expectation.ReplyFollows.class,
              "expect reply",
              COUNT,
              "begins within",
              SECONDS,
              "after the turn"),
          Form.of(
              Expectation.ReplyEnds.class,
              "expect reply",
              COUNT,
              "ends between",
              SECONDS,
              "and",
              SECONDS),
          Form.of(Expectation.QuietWithin.class, "expect quiet within", SECONDS),
          Form.of(Expectation.SpeculationWon.class, "expect speculation won", COUNT, "time/times"),
          Form.of(
              Expectation.SpeculationWasted.class,
              "expect speculation wasted",
              COUNT,
              "time/times"),
          Form.of(Expectation.NotSaid.class, "expect not said", several(TEXT)),
          Form.of(
              Expectation.AnsweredBy.class, "expect answered by", several(choice(Answerer.class))),
          Form.of(Expectation.Routes.class, "expect routes", several(choice(Route.class))),
          Form.of(Expectation.Modes.class, "expect modes", several(choice(ProcessingMode.class))),
          Form.of(Expectation.NoModeChange.class, "expect no mode change"),
          Form.of(
              Expectation.DuplexOpened.class,
              "expect the duplex model opened",
              COUNT,
              "time/times"),
          Form.of(Expectation.SessionOver.class, "expect the session is over", TEXT),
          Form.of(Expectation.SessionGoesOn.class, "expect the session goes on"));

  /** Everything that can be said, by headings. */
  static Map<String, List<String>> grammar() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    List.of(
            GIVEN,
            STEP,
            TOOL_MANNER,
            ACKNOWLEDGEMENT_MANNER,
            LINE_MANNER,
            HAPPENING,
            MOMENT,
            ACTION,
            SPEECH_MANNER,
            DUPLEX_MANNER,
            ANNOUNCEMENT_MANNER,
            EXPECTATION,
            LINE)
        .forEach(forms -> all.put(forms.grammar().strip(), forms.alternatives()));
    return all;
  }
}
