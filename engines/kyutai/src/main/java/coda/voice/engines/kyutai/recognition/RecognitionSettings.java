package coda.voice.engines.kyutai.recognition;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engines.kyutai.slot.ServerSettings;
import java.util.List;
import java.util.Set;

/**
 * How recognition is used.
 *
 * @param delayMs by how much the model's words lag behind its audio
 * @param pauseHead which of the predicted pauses counts: 0 to 3 for half a second, one, two, three
 * @param finalMs how long the last words may take once the utterance is over
 * @param maxBehindMs how much audio may wait, here and in the server
 * @param languages BCP 47
 */
record RecognitionSettings(
    int delayMs, int pauseHead, int finalMs, int maxBehindMs, Set<String> languages) {

  static final int FRAME_MS = 80;

  /**
   * Reads the settings.
   *
   * @throws EngineException {@code ENGINE_SETTING_INVALID}
   */
  static RecognitionSettings read(EngineContext context) {
    List<String> languages = ServerSettings.list(context.setting("languages").orElse("en, fr"));
    if (languages.isEmpty()) {
      throw ServerSettings.invalid("languages", "", "a list such as en, fr");
    }
    return new RecognitionSettings(
        context.number("delay_ms", 500, 0, 10_000),
        context.number("pause_head", 2, 0, 15),
        context.number("final_ms", 1_200, 50, 60_000),
        context.number("max_behind_ms", 10_000, 500, 120_000),
        Set.copyOf(languages));
  }

  /** Silent frames that push the last words out of the model: its delay and one more. */
  int flushFrames() {
    return (delayMs + FRAME_MS - 1) / FRAME_MS + 1;
  }

  /** Steps after the last frame of speech until the model has told all its words. */
  int delaySteps() {
    return delayMs / FRAME_MS + 1;
  }
}
