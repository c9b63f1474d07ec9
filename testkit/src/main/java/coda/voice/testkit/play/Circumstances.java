package coda.voice.testkit.play;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.ModeSettings;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.Playout;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.ModeTime;
import coda.voice.testkit.scenario.Setting;
import java.util.ArrayList;
import java.util.List;

/** With what a scenario's session is opened. */
final class Circumstances {
  private final List<Message> history = new ArrayList<>();
  private ConversationMode mode = ConversationMode.FULL_DUPLEX;
  private TurnSettings turns = TurnSettings.DEFAULTS;
  private Phrases phrases = Phrases.of("en");
  private boolean sound = true;
  private Playout playout = Playout.SESSION;
  private ProcessingMode processing = ProcessingMode.TRADITIONAL;
  private ModeSettings modes = ModeSettings.DEFAULTS;

  /** As a scenario says. */
  Circumstances(List<Given> givens) {
    for (Given given : givens) {
      if (given instanceof Given.Earlier line) {
        history.add(new Message(line.who(), line.text()));
      } else if (given instanceof ClientHabit.TextOnly) {
        sound = false;
      } else if (given instanceof ClientHabit.KeepsThePace) {
        playout = Playout.CLIENT;
      } else if (given instanceof Setting setting) {
        set(setting);
      }
    }
  }

  private void set(Setting setting) {
    switch (setting) {
      case Setting.Mode s -> mode = s.mode();
      case Setting.Processing s -> processing = s.mode();
      case Setting.Strategy s -> modes = with(s.strategy().route(), modes.selection());
      case Setting.Preference s -> modes = with(modes.strategy(), s.selection());
      case Setting.TimeOfMode s -> modes = with(s.what(), (int) s.ms());
      case Setting.Greeting s -> phrases = opening(s.text(), phrases.idlePrompt());
      case Setting.IdlePrompt s -> phrases = opening(phrases.greeting(), s.text());
      case Setting.ApologyForNoAnswer s -> phrases = apologies(s.text(), phrases.cutOff());
      case Setting.ApologyForBrokenAnswer s -> phrases = apologies(phrases.noAnswer(), s.text());
      case Setting.Backchannels s -> phrases = backchannels(s.texts());
      default -> turns = Settings.changed(turns, setting).orElse(turns);
    }
  }

  private ModeSettings with(Route strategy, Selection selection) {
    return new ModeSettings(
        strategy,
        selection,
        modes.choiceMs(),
        modes.duplexWaitMs(),
        modes.takeoverMs(),
        modes.duplexIdleMs());
  }

  private ModeSettings with(ModeTime what, int ms) {
    return new ModeSettings(
        modes.strategy(),
        modes.selection(),
        what == ModeTime.CHOICE ? ms : modes.choiceMs(),
        what == ModeTime.DUPLEX_WAIT ? ms : modes.duplexWaitMs(),
        what == ModeTime.TAKEOVER ? ms : modes.takeoverMs(),
        what == ModeTime.DUPLEX_IDLE ? ms : modes.duplexIdleMs());
  }

  private Phrases opening(String greeting, String idlePrompt) {
    return new Phrases(
        greeting, idlePrompt, phrases.noAnswer(), phrases.cutOff(), phrases.backchannels());
  }

  private Phrases apologies(String noAnswer, String cutOff) {
    return new Phrases(
        phrases.greeting(), phrases.idlePrompt(), noAnswer, cutOff, phrases.backchannels());
  }

  private Phrases backchannels(List<String> texts) {
    return new Phrases(
        phrases.greeting(), phrases.idlePrompt(), phrases.noAnswer(), phrases.cutOff(), texts);
  }

  ConversationMode mode() {
    return mode;
  }

  /** Who answers. */
  ProcessingMode processing() {
    return processing;
  }

  /** How the modes with a duplex model work. */
  ModeSettings modes() {
    return modes;
  }

  TurnSettings turns() {
    return turns;
  }

  Phrases phrases() {
    return phrases;
  }

  /** Lines from before. */
  List<Message> history() {
    return history;
  }

  /** Who keeps the pace of answers. */
  Playout playout() {
    return playout;
  }

  /** Whether there is a microphone and a loudspeaker. */
  boolean sound() {
    return sound;
  }
}
