package coda.voice.testkit.simulation;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.testkit.scenario.AcknowledgementManner;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.LineManner;
import coda.voice.testkit.scenario.Setting;
import coda.voice.testkit.scenario.TimeSetting;
import java.util.ArrayList;
import java.util.List;

/** The circumstances of a conversation: settings, the client's habits, the engines' ways. */
final class RandomSession {
  private final Dice dice;
  private final ConversationMode mode;

  RandomSession(Dice dice, ConversationMode mode) {
    this.dice = dice;
    this.mode = mode;
  }

  void settings(List<Given> givens) {
    if (mode != ConversationMode.FULL_DUPLEX || dice.percent(10)) {
      givens.add(new Setting.Mode(mode));
    }
    // Short, so that conversations nobody ends come to their end soon.
    givens.add(new Setting.Time(TimeSetting.IDLE, dice.time(1500, 5000)));
    givens.add(new Setting.Time(TimeSetting.SUSPENSION, dice.time(300, 2500)));
    givens.add(new Setting.Time(TimeSetting.TOOL_WAIT, dice.time(1000, 5000)));
    sometimes(givens, TimeSetting.PRE_ROLL, 20, 500);
    sometimes(givens, TimeSetting.MINIMUM_SPEECH, 0, 300);
    sometimes(givens, TimeSetting.COMPLETE_SILENCE, 60, 400);
    sometimes(givens, TimeSetting.SILENCE, 400, 1200);
    sometimes(givens, TimeSetting.INCOMPLETE_SILENCE, 1200, 2500);
    sometimes(givens, TimeSetting.INTERRUPTION, 100, 600);
    sometimes(givens, TimeSetting.FALSE_INTERRUPTION, 200, 2000);
    sometimes(givens, TimeSetting.FINAL_TRANSCRIPT, 100, 2000);
    sometimes(givens, TimeSetting.FIRST_TEXT, 200, 2500);
    sometimes(givens, TimeSetting.FIRST_AUDIO, 200, 3000);
    sometimes(givens, TimeSetting.REPLY_BUDGET, 400, 4000);
    sometimes(givens, TimeSetting.STALL, 1000, 4000);
    sometimes(givens, TimeSetting.LONGEST_TURN, 1000, 8000);
    if (dice.percent(15)) {
      givens.add(new Setting.Time(TimeSetting.IDLE_PROMPT, dice.time(500, 3000)));
      givens.add(new Setting.IdlePrompt("Are you still there?"));
    }
    if (dice.percent(20)) {
      givens.add(new Setting.InterruptionWords(dice.number(0, 3)));
    }
    if (dice.percent(30)) {
      givens.add(new Setting.Speculation(false));
    }
    if (dice.percent(10)) {
      givens.add(new Setting.Answering(false));
      // Who asks for answers also ends turns, as late as they like.
      givens.add(new Setting.Time(TimeSetting.LONGEST_TURN, dice.time(1000, 8000)));
    }
    if (dice.percent(15)) {
      givens.add(new Setting.Yields(dice.oneOf(Yielding.AT_ONCE, Yielding.NEVER)));
    }
    if (dice.percent(5)) {
      givens.add(new Setting.Backchannels(List.of("yes", "wait", "stop")));
    }
    if (dice.percent(10)) {
      givens.add(new Given.Earlier(Role.USER, dice.words(1, 4)));
      givens.add(new Given.Earlier(Role.ASSISTANT, dice.sentences(1, 1)));
    }
    if (dice.percent(20)) {
      givens.add(new Setting.Greeting(dice.sentences(1, 2)));
    }
    if (dice.percent(50)) {
      givens.add(new Setting.ApologyForNoAnswer("Sorry, I have no answer."));
      givens.add(new Setting.ApologyForBrokenAnswer("Sorry, I lost my words."));
    }
  }

  private void sometimes(List<Given> givens, TimeSetting what, long fromMs, long toMs) {
    if (dice.percent(15)) {
      givens.add(new Setting.Time(what, dice.time(fromMs, toMs)));
    }
  }

  void client(List<Given> givens) {
    if (dice.percent(60)) {
      givens.add(new ClientHabit.Acknowledges(manners()));
    }
    if (dice.percent(20)) {
      givens.add(new ClientHabit.PausesForTheUser());
    }
    if (dice.percent(10)) {
      givens.add(new ClientHabit.KeepsThePace());
    }
    if (dice.percent(60)) {
      givens.add(new ClientHabit.SendsNoSilence());
    }
    if (dice.percent(25)) {
      givens.add(new ClientHabit.MicrophoneArrives(line()));
    }
    if (dice.percent(35)) {
      givens.add(new ClientHabit.NetworkTakes(dice.time(10, dice.percent(80) ? 150 : 600)));
    }
  }

  private List<LineManner> line() {
    List<LineManner> manners = new ArrayList<>();
    if (dice.percent(30)) {
      manners.add(new LineManner.Loses(dice.number(3, 50)));
    }
    if (dice.percent(30)) {
      manners.add(new LineManner.Repeats(dice.number(3, 50)));
    }
    if (dice.percent(30)) {
      manners.add(new LineManner.Swaps(dice.number(2, 50)));
    }
    if (manners.isEmpty() || dice.percent(30)) {
      manners.add(new LineManner.Bursts(dice.time(40, dice.percent(80) ? 300 : 1500)));
    }
    return manners;
  }

  private List<AcknowledgementManner> manners() {
    List<AcknowledgementManner> manners = new ArrayList<>();
    if (dice.percent(40)) {
      manners.add(new AcknowledgementManner.Every(dice.time(20, 800)));
    }
    if (dice.percent(20)) {
      manners.add(new AcknowledgementManner.Late(dice.time(10, 1500)));
    }
    if (dice.percent(15)) {
      manners.add(new AcknowledgementManner.Loses(dice.number(2, 5)));
    }
    if (dice.percent(15)) {
      manners.add(new AcknowledgementManner.Twice());
    }
    if (dice.percent(15)) {
      manners.add(new AcknowledgementManner.OutOfOrder());
    }
    return manners;
  }

  void engines(List<Given> givens) {
    if (dice.percent(30)) {
      givens.add(new EngineScript.VoiceStartsAfter(dice.time(0, dice.percent(80) ? 200 : 3000)));
    }
    if (dice.percent(6)) {
      givens.add(new EngineScript.VoiceFails(dice.number(1, 6)));
    }
    if (dice.percent(6)) {
      givens.add(new EngineScript.VoiceStalls(dice.number(1, 6), dice.number(0, 3)));
    }
    if (dice.percent(20)) {
      givens.add(new EngineScript.VoiceMarksNoWords());
    }
    if (dice.percent(15)) {
      givens.add(new EngineScript.RecognizerTellsNoPartials());
    }
    if (dice.percent(3)) {
      givens.add(new EngineScript.ModelIsBusy(dice.number(1, 2)));
    }
    if (dice.percent(3)) {
      givens.add(new EngineScript.VoiceIsBusy(dice.number(1, 2)));
    }
    if (dice.percent(5)) {
      givens.add(new EngineScript.RecognizerIsBusy(dice.number(1, 3)));
    }
  }
}
