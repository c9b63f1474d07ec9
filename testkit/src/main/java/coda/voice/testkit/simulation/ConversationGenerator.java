package coda.voice.testkit.simulation;

import static coda.voice.conversation.ConversationMode.PUSH_TO_TALK;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.TurnManners.Yielding;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.AnnouncementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Moment;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ServerAction;
import coda.voice.testkit.scenario.Setting;
import coda.voice.testkit.scenario.TimeSetting;
import coda.voice.testkit.scenario.UserAction;
import java.util.ArrayList;
import java.util.List;

/**
 * Invents conversations: one to six turns of a user who speaks, pauses, interrupts, mumbles,
 * coughs, types and changes their mind, with engines and a client that are slow, fail, stall and
 * repeat themselves. Every conversation comes to an end by itself: by hanging up, a drain, a
 * goodbye, a lost connection or because nobody says anything more.
 *
 * <p>The same seed gives the same conversation, on any machine.
 */
public final class ConversationGenerator {
  /** After the last thing that happens, a session has this long to come to its end. */
  static final long TIME_TO_END_MS = 90_000;

  private static final String TOOL = "order";

  private static final TimeSetting[] CHANGING = {
    TimeSetting.SILENCE,
    TimeSetting.STALL,
    TimeSetting.FIRST_AUDIO,
    TimeSetting.REPLY_BUDGET,
    TimeSetting.FALSE_INTERRUPTION,
    TimeSetting.FINAL_TRANSCRIPT
  };

  private final Dice dice;
  private final List<Given> givens = new ArrayList<>();
  private final List<Happening> happenings = new ArrayList<>();
  private final ConversationMode mode;
  private final boolean text;
  private final boolean duplex;
  private final RandomDuplex model;
  private long now;

  private ConversationGenerator(long seed) {
    this.dice = new Dice(seed);
    this.mode =
        dice.percent(65)
            ? ConversationMode.FULL_DUPLEX
            : dice.oneOf(ConversationMode.TURN_BASED, PUSH_TO_TALK);
    this.text = dice.percent(4);
    this.duplex = dice.percent(20);
    this.model = new RandomDuplex(dice);
  }

  /**
   * A conversation.
   *
   * @param seed any number
   */
  public static Scenario conversation(long seed) {
    return new ConversationGenerator(seed).invent(seed);
  }

  private Scenario invent(long seed) {
    RandomSession session = new RandomSession(dice, mode);
    session.settings(givens);
    session.client(givens);
    if (text) {
      givens.add(new ClientHabit.TextOnly());
    }
    session.engines(givens);
    if (duplex) {
      model.settings(givens);
    }
    RandomAnswers answers = new RandomAnswers(dice, TOOL);
    int turns = dice.number(1, 6);
    now = dice.time(0, 800);
    for (int turn = 1; turn <= turns; turn++) {
      if (dice.percent(85)) {
        givens.add(answers.next());
      }
      if (duplex && dice.percent(85)) {
        givens.add(model.next());
      }
      turn(turn);
      if (dice.percent(25)) {
        disturb();
      }
      if (duplex && dice.percent(25)) {
        at(model.action());
        now += dice.time(0, 1500);
      }
    }
    answers.tools(givens);
    end();
    givens.add(new Given.Lasts(now + TIME_TO_END_MS));
    return new Scenario("Simulated conversation " + seed, List.of(), givens, happenings, List.of());
  }

  private void turn(int turn) {
    if (text || dice.percent(10)) {
      at(new UserAction.Types(dice.words(1, 5)));
      now += dice.time(100, 2500);
    } else if (dice.percent(25)) {
      interrupt(turn);
    } else {
      speak(dice.words(1, 5));
      if (dice.percent(15)) {
        // Goes on after a pause that may or may not have ended the turn.
        now += dice.time(60, 1500);
        speak(dice.words(1, 3));
      }
      now += dice.time(200, 3500);
    }
    if (dice.percent(8)) {
      at(new UserAction.EndsTurn());
    }
    if (dice.percent(asks() ? 70 : 5)) {
      at(new ClientAction.AsksForAnAnswer());
      now += dice.time(0, 2500);
    }
    if (dice.percent(5)) {
      at(new ClientAction.HasHeardOnly(dice.number(1, turn), dice.time(0, 4000)));
    }
    if (dice.percent(5)) {
      at(new UserAction.TakesBack());
    }
  }

  /** Whether turns are not answered unless the client asks. */
  private boolean asks() {
    return givens.contains(new Setting.Answering(false));
  }

  private void speak(String words) {
    UserAction.Says says = new UserAction.Says(words, new RandomSpeech(dice).manners(words));
    if (mode == PUSH_TO_TALK) {
      at(new UserAction.PressesButton());
      now += dice.time(0, 200);
      at(says);
      now += 300L * words.split(" ").length + dice.time(0, 400) - (dice.percent(10) ? 200 : 0);
      at(new UserAction.ReleasesButton());
    } else {
      at(says);
      now += 300L * words.split(" ").length;
    }
  }

  /** Something over an answer, counted from its first sound or from its end. */
  private void interrupt(int turn) {
    int reply = Math.max(1, turn - dice.number(0, 1));
    long after = dice.percent(30) ? dice.time(0, 120) : dice.time(0, 3000);
    Moment moment =
        switch (dice.number(0, 9)) {
          case 0 -> new Moment.AfterReplyEnds(dice.time(0, 300), reply);
          case 1 -> new Moment.AfterToolStarts(dice.time(0, 500), TOOL);
          default -> new Moment.AfterReplyBegins(after, reply);
        };
    Action action =
        switch (dice.number(0, 9)) {
          case 0, 1, 2 -> says(dice.words(1, 3));
          case 3, 4 -> says(dice.oneOf("mm-hm", "yes", "okay", "right"));
          case 5 -> new UserAction.Coughs(dice.time(60, 900));
          case 6 -> new UserAction.PressesStop();
          case 7 -> new UserAction.Types(dice.words(1, 3));
          case 8 -> new ClientAction.HasPlayed(reply, dice.time(0, 5000));
          default -> new UserAction.EndsTurn();
        };
    happenings.add(new Happening(moment, action));
    now += dice.time(500, 3000);
  }

  private UserAction.Says says(String words) {
    return new UserAction.Says(words, new RandomSpeech(dice).manners(words));
  }

  /** Something unforeseen. */
  private void disturb() {
    switch (dice.number(0, 10)) {
      case 0 -> {
        at(new ClientAction.StopsReading());
        now += dice.time(100, 5000);
        at(new ClientAction.ReadsAgain());
      }
      case 1 -> {
        at(new ClientAction.LosesConnection());
        now += dice.time(100, 2500);
        at(new ClientAction.Reconnects());
      }
      case 2 -> {
        if (mode == PUSH_TO_TALK) {
          return;
        }
        at(new UserAction.Mutes());
        now += dice.time(100, 2000);
        at(new UserAction.Unmutes());
      }
      case 3 -> at(new ServerAction.DetectorThinks(dice.oneOf(0.0, 0.3, 0.5, 0.8, 1.0)));
      case 4, 5 -> at(new ServerAction.WantsToSay(dice.sentences(1, 2), care()));
      case 6 -> at(new UserAction.Coughs(dice.time(60, 600)));
      case 7 -> at(new UserAction.PressesStop());
      case 8, 9 -> change();
      default -> speak(dice.words(1, 3));
    }
    now += dice.time(0, 1500);
  }

  /** Other settings while the session runs. */
  private void change() {
    switch (dice.number(0, 5)) {
      case 4 -> at(new Setting.Answering(dice.percent(50) || mode == PUSH_TO_TALK));
      case 5 ->
          at(new Setting.Yields(dice.oneOf(Yielding.TO_WORDS, Yielding.AT_ONCE, Yielding.NEVER)));
      case 0 -> at(new Setting.Time(dice.oneOf(CHANGING), dice.time(1000, 2500)));
      case 1 -> at(new Setting.Speculation(dice.percent(50)));
      case 2 -> at(new Setting.InterruptionWords(dice.number(0, 3)));
      default -> {
        if (mode != PUSH_TO_TALK) {
          at(
              new Setting.Mode(
                  dice.oneOf(ConversationMode.FULL_DUPLEX, ConversationMode.TURN_BASED)));
        }
      }
    }
  }

  private List<AnnouncementManner> care() {
    List<AnnouncementManner> manners = new ArrayList<>();
    if (dice.percent(40)) {
      manners.add(new AnnouncementManner.FreshFor(dice.time(0, 3000)));
    }
    if (dice.percent(20)) {
      manners.add(new AnnouncementManner.Protected());
    }
    return manners;
  }

  private void end() {
    switch (dice.number(0, 9)) {
      case 0, 1, 2 -> at(new UserAction.HangsUp());
      case 3, 4 -> at(new ServerAction.Drains());
      case 5 -> at(new ServerAction.SaysGoodbye());
      case 6 -> at(new ClientAction.LosesConnection());
      case 7 -> at(new ClientAction.EndsAudio());
      default -> {}
    }
    if (dice.percent(10)) {
      now += dice.time(0, 500);
      at(new UserAction.HangsUp());
    }
  }

  private void at(Action action) {
    happenings.add(Happening.at(now, action));
  }
}
