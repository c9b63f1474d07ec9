package coda.voice.testkit.play;

import coda.voice.audio.FramePool;
import coda.voice.conversation.Session;
import coda.voice.conversation.SessionEngines;
import coda.voice.conversation.reply.PreparedSpeech;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.RouterState;
import coda.voice.engine.Tool;
import coda.voice.testkit.VirtualLoop;
import coda.voice.testkit.engines.LoudnessDetector;
import coda.voice.testkit.scenario.ClientHabit;
import coda.voice.testkit.scenario.DuplexScript;
import coda.voice.testkit.scenario.EngineScript;
import coda.voice.testkit.scenario.Given;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Who takes part in a scenario: the user, the client and the engines. */
final class Cast {
  final Microphone microphone;
  final SimulatedClient client;
  final ScenarioModel model;
  final ScenarioRecognizer recognizer;
  final ScenarioTurnDetector turnDetector;
  final ScenarioDuplex duplex;
  final Map<String, ScenarioTool> tools = new LinkedHashMap<>();

  private final VirtualLoop loop;
  private final FramePool pool;
  private final ScenarioVoice voice;
  private final ScenarioVoice preparedVoice;
  private final LoudnessDetector loudness = new LoudnessDetector(Sound.RATE);
  private final Consumer<String> toolStarted;

  /**
   * Everybody, prepared as the scenario says.
   *
   * @param givens what it says
   * @param loop whose time they live in
   * @param pool where frames come from
   * @param session the session, once it is open
   * @param toolStarted told the name of a tool that runs for the first time
   */
  Cast(
      List<Given> givens,
      VirtualLoop loop,
      FramePool pool,
      Supplier<Session> session,
      Consumer<String> toolStarted) {
    this.loop = loop;
    this.pool = pool;
    this.toolStarted = toolStarted;
    VoicedWords words = new VoicedWords();
    Uplink uplink = new Uplink(loop, pool, frame -> session.get().hear(frame));
    microphone = new Microphone(loop, uplink);
    client = new SimulatedClient(loop, words, session);
    model = new ScenarioModel(loop);
    recognizer = new ScenarioRecognizer(loop, microphone);
    voice = new ScenarioVoice(loop, words);
    preparedVoice = new ScenarioVoice(loop, words);
    turnDetector = new ScenarioTurnDetector(microphone);
    duplex = new ScenarioDuplex(loop, words);
    for (Given given : givens) {
      if (given instanceof EngineScript script) {
        prepare(script);
      } else if (given instanceof DuplexScript script) {
        duplex.prepare(script);
      } else if (given instanceof ClientHabit habit) {
        client.habit(habit);
        switch (habit) {
          case ClientHabit.SendsNoSilence h -> microphone.sendsNoSilence();
          case ClientHabit.MicrophoneArrives h -> uplink.behave(h.manners());
          default -> {}
        }
      }
    }
  }

  private void prepare(EngineScript given) {
    switch (given) {
      case EngineScript.Answer g -> model.answers(g);
      case EngineScript.AnswerTo g -> model.answers(g);
      case EngineScript.HasTool g ->
          tools.put(g.name(), new ScenarioTool(g, loop, () -> toolStarted.accept(g.name())));
      case EngineScript.VoiceStartsAfter g -> voice.startsAfter(g.ms());
      case EngineScript.VoiceFails g -> voice.fails(g);
      case EngineScript.VoiceStalls g -> voice.stalls(g);
      case EngineScript.ModelIsBusy g -> model.busyFor(g.answers());
      case EngineScript.VoiceIsBusy g -> voice.busyFor(g.sentences());
      case EngineScript.VoiceMarksNoWords g -> voice.marksNoWords();
      case EngineScript.RecognizerTellsNoPartials g -> recognizer.tellsNoPartials();
      case EngineScript.RecognizerIsBusy g -> recognizer.busyFor(g.turns());
    }
  }

  /**
   * The engines, for the session.
   *
   * @param withDuplex whether there is a duplex model
   */
  SessionEngines engines(boolean withDuplex) {
    SessionEngines chain = chain();
    return withDuplex
        ? chain.with(duplex, new AdaptiveRouter(RouterState.FRESH, 0, () -> 1))
        : chain;
  }

  private SessionEngines chain() {
    return new SessionEngines(
        recognizer,
        voice,
        model,
        loudness,
        turnDetector,
        new PreparedSpeech(preparedVoice),
        List.<Tool>copyOf(tools.values()));
  }

  /** What was taken and not given back, in words; empty when it was everything. */
  Optional<String> leftovers() {
    List<String> left = new ArrayList<>();
    left(left, "frames", pool.leased());
    left(left, "recognition permits", recognizer.capacity().inUse());
    left(left, "voice permits", voice.capacity().inUse());
    left(left, "model permits", model.capacity().inUse());
    left(left, "duplex model permits", duplex.capacity().inUse());
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
}
