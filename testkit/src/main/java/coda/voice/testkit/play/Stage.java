package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.AnswerSettings;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.Playout;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.ReplyRequest;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.Ended;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.engine.DialogueScope.Announcement;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.AnnouncementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.DuplexAction;
import coda.voice.testkit.scenario.DuplexScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ServerAction;
import coda.voice.testkit.scenario.Setting;
import coda.voice.testkit.scenario.UserAction;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a scenario is played: a session and its cast. Used once, by one thread. */
final class Stage {
  /** How long one looks on after the last thing that happens by the clock. */
  private static final long AFTERWARDS_MS = 10_000;

  private static final int PLAYBACK_LEAD_MS = 400;

  final VirtualLoop loop = new VirtualLoop();
  final Scenario scenario;
  final Recording recording;
  final Cues cues;
  final Cast cast;
  final Session session;

  private final boolean sound;
  private final Playout playout;
  private ConversationMode mode;
  private TurnSettings turns;
  private long overAt = -1;
  private int requests;

  Stage(Scenario scenario, FramePool pool, SessionWitness witness, TurnRules rules) {
    this.scenario = scenario;
    Circumstances circumstances = new Circumstances(scenario.givens());
    sound = circumstances.sound();
    playout = circumstances.playout();
    mode = circumstances.mode();
    turns = circumstances.turns();
    recording = new Recording(witness, this::noticed);
    cues = new Cues(scenario.happenings(), loop, this::perform);
    cast = new Cast(scenario.givens(), loop, pool, this::session, cues::toolStarted);
    session =
        Session.open(
            new SessionSetup(
                "scenario",
                "en",
                "",
                circumstances.processing(),
                circumstances.modes(),
                ZoneOffset.UTC,
                turns,
                PLAYBACK_LEAD_MS,
                circumstances.history(),
                circumstances.phrases(),
                recording),
            cast.engines(wantsDuplexModel(scenario)),
            pool,
            loop,
            cast.client,
            rules);
  }

  /** Whether there is a duplex model: whoever works with the chain alone has none. */
  private static boolean wantsDuplexModel(Scenario scenario) {
    return Stream.concat(
            scenario.givens().stream(), scenario.happenings().stream().map(Happening::what))
        .anyMatch(
            part ->
                part instanceof DuplexScript
                    || part instanceof DuplexAction
                    || (part instanceof Setting.Processing p
                        && p.mode() != ProcessingMode.TRADITIONAL));
  }

  private Session session() {
    return session;
  }

  /** Raises the curtain. */
  void begin() {
    if (sound) {
      startVoice();
      cast.microphone.turn(mode != ConversationMode.PUSH_TO_TALK);
      cast.microphone.begin();
    }
    cues.begin();
  }

  private void startVoice() {
    session.startVoice(
        new VoiceSetup(Sound.RATE, Sound.RATE, mode, true, EnhancementOptions.OFF, playout));
  }

  private void noticed(SessionNotice notice) {
    cues.noticed(notice);
    if (notice instanceof Ended) {
      overAt = loop.nowMillis();
      cast.microphone.end();
    }
  }

  /** Whether the session has ended. */
  boolean over() {
    return overAt >= 0;
  }

  /** When the session ended, in ms, or -1. */
  long overAt() {
    return overAt;
  }

  /** Whether the scenario expects something of one of these kinds. */
  boolean expects(Class<?>... kinds) {
    return scenario.expectations().stream()
        .anyMatch(e -> Arrays.stream(kinds).anyMatch(kind -> kind.isInstance(e)));
  }

  /** How long the scenario lasts, in ms. */
  long lastsMs() {
    for (Given given : scenario.givens()) {
      if (given instanceof Given.Lasts lasts) {
        return lasts.ms();
      }
    }
    return cues.lastAt() + AFTERWARDS_MS;
  }

  private void perform(Action action) {
    switch (action) {
      case Setting.Changeable a -> change(a);
      case UserAction a -> perform(a);
      case ClientAction a -> perform(a);
      case ServerAction a -> perform(a);
      case DuplexAction a -> perform(a);
    }
  }

  private void change(Setting.Changeable setting) {
    if (setting instanceof Setting.Mode wanted) {
      mode = wanted.mode();
      startVoice();
      return;
    }
    Optional<ProcessingMode> processing =
        setting instanceof Setting.Processing wanted
            ? Optional.of(wanted.mode())
            : Optional.empty();
    turns = Settings.changed(turns, setting).orElse(turns);
    session.configure(
        new SessionChange(processing, Optional.empty(), Optional.empty(), Optional.of(turns)));
  }

  private void perform(UserAction action) {
    switch (action) {
      case UserAction.Says a -> cast.microphone.say(a);
      case UserAction.Coughs a -> cast.microphone.cough(a.ms());
      case UserAction.Mutes a -> cast.microphone.turn(false);
      case UserAction.Unmutes a -> cast.microphone.turn(true);
      case UserAction.PressesButton a -> cast.microphone.turn(true);
      case UserAction.ReleasesButton a -> {
        cast.microphone.turn(false);
        session.commit();
      }
      case UserAction.EndsTurn a -> session.commit();
      case UserAction.TakesBack a -> session.clear();
      case UserAction.Types a -> session.type(a.text());
      case UserAction.PressesStop a -> session.interrupt();
      case UserAction.HangsUp a -> session.close("client");
    }
  }

  private void perform(ClientAction action) {
    switch (action) {
      case ClientAction.HasPlayed a -> session.played(cues.replyId(a.reply()), a.ms());
      case ClientAction.HasHeardOnly a -> session.heardOnly(cues.replyId(a.reply()), a.ms());
      case ClientAction.AsksForAnAnswer a ->
          session.respond(
              new ReplyRequest("request_" + ++requests, AnswerSettings.USUAL, Optional.empty()));
      case ClientAction.StopsReading a -> cast.client.reads(false);
      case ClientAction.ReadsAgain a -> cast.client.reads(true);
      case ClientAction.LosesConnection a -> {
        cast.microphone.connected(false);
        session.suspend();
      }
      case ClientAction.Reconnects a -> {
        cast.microphone.connected(true);
        session.resume();
      }
      case ClientAction.EndsAudio a -> {
        cast.microphone.turn(false);
        session.endVoice();
      }
    }
  }

  private void perform(ServerAction action) {
    switch (action) {
      case ServerAction.WantsToSay a ->
          cast.model.scope().ifPresent(scope -> scope.say(announcement(a)));
      case ServerAction.SaysGoodbye a -> cast.model.scope().ifPresent(s -> s.endAfterReply());
      case ServerAction.DetectorThinks a -> cast.turnDetector.thinks(a.outlook());
      case ServerAction.Drains a -> session.drain();
    }
  }

  private void perform(DuplexAction action) {
    switch (action) {
      case DuplexAction.Says a -> cast.duplex.says(a.text(), a.manners());
      case DuplexAction.Dies a -> cast.duplex.dies();
      case DuplexAction.IsLost a -> cast.duplex.isLost(a.ms());
      case DuplexAction.GoesAway a -> cast.duplex.reachable(false);
      case DuplexAction.ComesBack a -> cast.duplex.reachable(true);
    }
  }

  private static Announcement announcement(ServerAction.WantsToSay wish) {
    long freshMs = Announcement.USUALLY_FRESH_MS;
    boolean guarded = false;
    for (AnnouncementManner manner : wish.manners()) {
      switch (manner) {
        case AnnouncementManner.FreshFor m -> freshMs = m.ms();
        case AnnouncementManner.Protected m -> guarded = true;
      }
    }
    return new Announcement(wish.text(), freshMs, guarded);
  }
}
