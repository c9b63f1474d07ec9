package coda.voice.conversation;

import coda.voice.conversation.reply.PreparedSpeech;
import coda.voice.conversation.routing.AdaptiveRouter;
import coda.voice.conversation.routing.RouterState;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Tool;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.List;
import java.util.Optional;

/**
 * The engines of a session, shared with all others.
 *
 * @param recognizer speech to words
 * @param synthesizer words to speech
 * @param languageModel what to answer
 * @param voiceActivity when somebody speaks
 * @param turnDetector when a turn is over
 * @param prepared what can be said when an engine does not work
 * @param tools what the language model may call
 * @param duplex listens and speaks at the same time, where there is one
 * @param router decides who answers in adaptive mode
 */
public record SessionEngines(
    Recognizer recognizer,
    Synthesizer synthesizer,
    LanguageModel languageModel,
    VoiceActivityDetector voiceActivity,
    TurnDetector turnDetector,
    PreparedSpeech prepared,
    List<Tool> tools,
    Optional<DuplexModel> duplex,
    AdaptiveRouter router) {

  /** Copies the tools. */
  public SessionEngines {
    tools = List.copyOf(tools);
  }

  /**
   * Engines with nothing prepared yet, without tools.
   *
   * @param recognizer see above
   * @param synthesizer see above
   * @param languageModel see above
   * @param voiceActivity see above
   * @param turnDetector see above
   */
  public SessionEngines(
      Recognizer recognizer,
      Synthesizer synthesizer,
      LanguageModel languageModel,
      VoiceActivityDetector voiceActivity,
      TurnDetector turnDetector) {
    this(
        recognizer,
        synthesizer,
        languageModel,
        voiceActivity,
        turnDetector,
        new PreparedSpeech(synthesizer),
        List.of());
  }

  /**
   * Engines without a duplex model.
   *
   * @param recognizer see above
   * @param synthesizer see above
   * @param languageModel see above
   * @param voiceActivity see above
   * @param turnDetector see above
   * @param prepared see above
   * @param tools see above
   */
  public SessionEngines(
      Recognizer recognizer,
      Synthesizer synthesizer,
      LanguageModel languageModel,
      VoiceActivityDetector voiceActivity,
      TurnDetector turnDetector,
      PreparedSpeech prepared,
      List<Tool> tools) {
    this(
        recognizer,
        synthesizer,
        languageModel,
        voiceActivity,
        turnDetector,
        prepared,
        tools,
        Optional.empty(),
        new AdaptiveRouter(RouterState.FRESH, 0, () -> 1));
  }

  /**
   * The same, with a duplex model beside them.
   *
   * @param model it
   * @param decides who answers in adaptive mode
   */
  public SessionEngines with(DuplexModel model, AdaptiveRouter decides) {
    return new SessionEngines(
        recognizer,
        synthesizer,
        languageModel,
        voiceActivity,
        turnDetector,
        prepared,
        tools,
        Optional.of(model),
        decides);
  }
}
