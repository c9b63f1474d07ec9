package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.audio.enhance.EnhancementOptions;
import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.Phrases;
import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionChange;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.SessionNotice.ReplyAudio;
import coda.voice.conversation.SessionNotice.ReplyEnded;
import coda.voice.conversation.SessionNotice.ReplyStarted;
import coda.voice.conversation.SessionSetup;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.VoiceSetup;
import coda.voice.conversation.reply.PreparedSpeech;
import coda.voice.conversation.turn.TurnRules;
import coda.voice.engine.DialogueScope.Announcement;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.Tool;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.engines.LoudnessDetector;
import coda.voice.testkit.scenario.Action;
import coda.voice.testkit.scenario.AnnouncementManner;
import coda.voice.testkit.scenario.ClientAction;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Given;
import coda.voice.testkit.scenario.Happening;
import coda.voice.testkit.scenario.Moment;
import coda.voice.testkit.scenario.Scenario;
import coda.voice.testkit.scenario.ServerAction;
import coda.voice.testkit.scenario.Setting;
import coda.voice.testkit.scenario.UserAction;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that takes part in a scenario, ready to begin. Used once, by one thread. */
final class Stage {
  private static final long USUAL_FRESH_MS = 30_000;

  final VirtualLoop loop = new VirtualLoop();
  final Recording recording;
  final Microphone microphone;
  final SimulatedClient client;
  final ScenarioModel model;
  final Map<String, ScenarioTool> tools = new LinkedHashMap<>();
  final List<Performed> performed = new ArrayList<>();
  final Session session;

  private final FramePool pool;
  private final Uplink uplink;
  private final Scenario scenario;
  private final ScenarioRecognizer recognizer;
  private final ScenarioVoice voice;
  private final ScenarioTurnDetector turnDetector;
  private final LoudnessDetector loudness = new LoudnessDetector(Sound.RATE);
  private final List<Happening> waiting;
  private final List<String> begun = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();
  private ConversationMode mode = ConversationMode.FULL_DUPLEX;
  private TurnSettings turns = TurnSettings.DEFAULTS;
  private Phrases phrases = Phrases.of("en");
  private boolean sound = true;
  private long overAt = -1;

  Stage(Scenario scenario, FramePool pool, SessionWitness witness, TurnRules rules) {
    this.scenario = scenario;
    this.pool = pool;
    this.waiting = new ArrayList<>(scenario.happenings());
    VoicedWords words = new VoicedWords();
    recording = new Recording(witness, this::noticed);
    uplink = new Uplink(loop, pool, frame -> session().hear(frame));
    microphone = new Microphone(loop, uplink);
    client = new SimulatedClient(loop, words, this::session);
    model = new ScenarioModel(loop);
    recognizer = new ScenarioRecognizer(loop, microphone);
    voice = new ScenarioVoice(loop, words);
    turnDetector = new ScenarioTurnDetector(microphone);
    List<Message> history = new ArrayList<>();
    scenario.givens().forEach(given -> prepare(given, history));
    session =
        Session.open(
            new SessionSetup(
                "scenario",
                "en",
                "",
                ProcessingMode.TRADITIONAL,
                ZoneOffset.UTC,
                turns,
                400,
                history,
                phrases,
                recording),
            new SessionEngines(
                recognizer,
                voice,
                model,
                loudness,
                turnDetector,
                new PreparedSpeech(new ScenarioVoice(loop, words)),
                List.<Tool>copyOf(tools.values())),
            pool,
            loop,
            client,
            rules);
  }

  private Session session() {
    return session;
  }

  private void prepare(Given given, List<Message> history) {
    switch (given) {
      case Given.Earlier g -> history.add(new Message(g.who(), g.text()));
      case Given.Lasts g -> {}
      case Setting g -> prepare(g);
      case EngineScript g -> prepare(g);
      case ClientHabit g -> {
        client.habit(g);
        switch (g) {
          case ClientHabit.SendsNoSilence h -> microphone.sendsNoSilence();
          case ClientHabit.MicrophoneArrives h -> uplink.behave(h.manners());
          default -> {}
        }
        sound &= !(g instanceof ClientHabit.TextOnly);
      }
    }
  }

  private void prepare(Setting given) {
    switch (given) {
      case Setting.Mode s -> mode = s.mode();
      case Setting.Greeting s -> phrases = phrases(s.text(), phrases.idlePrompt());
      case Setting.IdlePrompt s -> phrases = phrases(phrases.greeting(), s.text());
      case Setting.ApologyForNoAnswer s -> phrases = apologies(s.text(), phrases.cutOff());
      case Setting.ApologyForBrokenAnswer s -> phrases = apologies(phrases.noAnswer(), s.text());
      case Setting.Backchannels s ->
          phrases =
              new Phrases(
                  phrases.greeting(),
                  phrases.idlePrompt(),
                  phrases.noAnswer(),
                  phrases.cutOff(),
                  s.texts());
      default -> turns = Settings.changed(turns, given).orElse(turns);
    }
  }

  private Phrases phrases(String greeting, String idlePrompt) {
    return new Phrases(
        greeting, idlePrompt, phrases.noAnswer(), phrases.cutOff(), phrases.backchannels());
  }

  private Phrases apologies(String noAnswer, String cutOff) {
    return new Phrases(
        phrases.greeting(), phrases.idlePrompt(), noAnswer, cutOff, phrases.backchannels());
  }

  private void prepare(EngineScript given) {
    switch (given) {
      case EngineScript.Answer g -> model.answers(g);
      case EngineScript.AnswerTo g -> model.answers(g);
      case EngineScript.HasTool g ->
          tools.put(g.name(), new ScenarioTool(g, loop, () -> toolStarted(g.name())));
      case EngineScript.VoiceStartsAfter g -> voice.startsAfter(g.ms());
      case EngineScript.VoiceFails g -> voice.fails(g);
      case EngineScript.VoiceStalls g -> voice.stalls(g);
      case EngineScript.VoiceMarksNoWords g -> voice.marksNoWords();
      case EngineScript.RecognizerTellsNoPartials g -> recognizer.tellsNoPartials();
      case EngineScript.RecognizerIsBusy g -> recognizer.busyFor(g.turns());
    }
  }

  /** Who sees what the recogniser is given. */
  void witness(StageWitness witness) {
    recognizer.witness(witness);
  }

  /** Raises the curtain: what happens by the clock is due in its time. */
  void begin() {
    if (sound) {
      startVoice();
      microphone.turn(mode != ConversationMode.PUSH_TO_TALK);
      microphone.begin();
    }
    for (Happening happening : scenario.happenings()) {
      if (happening.when() instanceof Moment.At at) {
        schedule(happening, at.ms());
      }
    }
  }

  private void startVoice() {
    session.startVoice(new VoiceSetup(Sound.RATE, Sound.RATE, mode, true, EnhancementOptions.OFF));
  }

  Scenario scenario() {
    return scenario;
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

  /** What was to happen and never did. */
  List<Happening> waiting() {
    return waiting;
  }

  /** How long it lasts by itself, in ms. */
  long lastsMs() {
    long last = 0;
    for (Given given : scenario.givens()) {
      if (given instanceof Given.Lasts lasts) {
        return lasts.ms();
      }
    }
    for (Happening happening : scenario.happenings()) {
      if (happening.when() instanceof Moment.At at) {
        last = Math.max(last, at.ms());
      }
    }
    return last + 10_000;
  }

  /** What was taken and not given back, in words; empty when it was everything. */
  Optional<String> leftovers() {
    List<String> left = new ArrayList<>();
    left(left, "frames", pool.leased());
    left(left, "recognition permits", recognizer.capacity().inUse());
    left(left, "voice permits", voice.capacity().inUse());
    left(left, "model permits", model.capacity().inUse());
    left(left, "turn detector permits", turnDetector.capacity().inUse());
    left(left, "dialogues", model.openDialogues());
    left(left, "speech detectors", loudness.openDetectors());
    left(left, "timers", loop.waiting());
    return left.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", left));
  }

  private static void left(List<String> left, String what, long count) {
    if (count != 0) {
      left.add(count + " " + what);
    }
  }

  private void schedule(Happening happening, long delayMs) {
    loop.schedule(delayMs, () -> perform(happening));
  }

  private void noticed(SessionNotice notice) {
    switch (notice) {
      case ReplyStarted n -> announced.add(n.replyId());
      case ReplyAudio n when !begun.contains(n.replyId()) -> {
        begun.add(n.replyId());
        replyBegan(announced.indexOf(n.replyId()) + 1);
      }
      case ReplyEnded n -> replyEnded(announced.indexOf(n.replyId()) + 1);
      case SessionNotice.Ended n -> {
        overAt = loop.nowMillis();
        microphone.end();
      }
      default -> {}
    }
  }

  private void replyBegan(int reply) {
    for (Happening h : scenario.happenings()) {
      if (h.when() instanceof Moment.AfterReplyBegins m && m.reply() == reply) {
        schedule(h, m.ms());
      }
    }
  }

  private void replyEnded(int reply) {
    for (Happening h : scenario.happenings()) {
      if (h.when() instanceof Moment.AfterReplyEnds m && m.reply() == reply) {
        schedule(h, m.ms());
      }
    }
  }

  private void toolStarted(String tool) {
    for (Happening h : scenario.happenings()) {
      if (h.when() instanceof Moment.AfterToolStarts m && m.tool().equals(tool)) {
        schedule(h, m.ms());
      }
    }
  }

  private void perform(Happening happening) {
    waiting.remove(happening);
    performed.add(new Performed(loop.nowMillis(), happening));
    perform(happening.what());
  }

  private void perform(Action action) {
    switch (action) {
      case Setting.Changeable a -> change(a);
      case UserAction a -> perform(a);
      case ClientAction a -> perform(a);
      case ServerAction a -> perform(a);
    }
  }

  private void change(Setting.Changeable setting) {
    if (setting instanceof Setting.Mode wanted) {
      mode = wanted.mode();
      startVoice();
      return;
    }
    turns = Settings.changed(turns, setting).orElse(turns);
    session.configure(
        new SessionChange(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(turns)));
  }

  private void perform(UserAction action) {
    switch (action) {
      case UserAction.Says a -> microphone.say(a);
      case UserAction.Coughs a -> microphone.cough(a.ms());
      case UserAction.Mutes a -> microphone.turn(false);
      case UserAction.Unmutes a -> microphone.turn(true);
      case UserAction.PressesButton a -> microphone.turn(true);
      case UserAction.ReleasesButton a -> {
        microphone.turn(false);
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
      case ClientAction.HasPlayed a -> session.played(replyId(a.reply()), a.ms());
      case ClientAction.StopsReading a -> client.reads(false);
      case ClientAction.ReadsAgain a -> client.reads(true);
      case ClientAction.LosesConnection a -> {
        microphone.connected(false);
        session.suspend();
      }
      case ClientAction.Reconnects a -> {
        microphone.connected(true);
        session.resume();
      }
      case ClientAction.EndsAudio a -> {
        microphone.turn(false);
        session.endVoice();
      }
    }
  }

  private String replyId(int reply) {
    return reply > 0 && reply <= announced.size() ? announced.get(reply - 1) : "reply_unknown";
  }

  private void perform(ServerAction action) {
    switch (action) {
      case ServerAction.WantsToSay a -> {
        long freshMs = USUAL_FRESH_MS;
        boolean guarded = false;
        for (AnnouncementManner manner : a.manners()) {
          switch (manner) {
            case AnnouncementManner.FreshFor m -> freshMs = m.ms();
            case AnnouncementManner.Protected m -> guarded = true;
          }
        }
        Announcement said = new Announcement(a.text(), freshMs, guarded);
        model.scope().ifPresent(scope -> scope.say(said));
      }
      case ServerAction.SaysGoodbye a -> model.scope().ifPresent(s -> s.endAfterReply());
      case ServerAction.DetectorThinks a -> turnDetector.thinks(a.outlook());
      case ServerAction.Drains a -> session.drain();
    }
  }

  /** Something that happened, and when. */
  record Performed(long at, Happening happening) {}
}
