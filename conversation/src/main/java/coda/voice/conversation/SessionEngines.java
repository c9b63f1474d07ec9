package coda.voice.conversation;

import coda.voice.conversation.reply.PreparedSpeech;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Tool;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.List;

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
 */
public record SessionEngines(
    Recognizer recognizer,
    Synthesizer synthesizer,
    LanguageModel languageModel,
    VoiceActivityDetector voiceActivity,
    TurnDetector turnDetector,
    PreparedSpeech prepared,
    List<Tool> tools) {

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
}
