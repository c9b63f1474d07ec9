package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer.SpeechListener;
import java.util.List;

/** What is said to nobody, so that the first sentence somebody hears meets compiled code. */
final class WarmUp {
  /** Of different lengths and kinds. */
  static final List<String> SENTENCES =
      List.of(
          "Hello! How can I help?",
          "It's a quarter past three in the afternoon.",
          "Okay, the timer is set for ten minutes and thirty seconds.",
          "I added milk, eggs, and two pounds of flour to your shopping list.",
          "Twelve times seven is 84, and 15% of 80 is 12.",
          "I work without a language model, so I know only a few things, but I know them well.");

  /** Listens to nothing. */
  static final SpeechListener DEAF =
      new SpeechListener() {
        @Override
        public void onAudio(short[] samples) {}

        @Override
        public void onDone() {}

        @Override
        public void onFailure(EngineException failure) {}
      };

  private WarmUp() {}
}
