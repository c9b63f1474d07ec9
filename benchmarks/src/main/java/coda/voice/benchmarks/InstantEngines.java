package coda.voice.benchmarks;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.conversation.SessionEngines;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Engines that take no time: whatever a turn takes with them is the framework's. Each answers in
 * the very call that asks it, which is the strictest an engine can be. Shared by all loops.
 */
final class InstantEngines {
  static final int RATE = 16_000;

  /** Every answer is this much sound, in ms. */
  static final int ANSWER_MS = 3_000;

  private InstantEngines() {}

  static SessionEngines all() {
    return new SessionEngines(new Ears(), new Voice(), new Model(), new Loudness(), new Sure());
  }

  private abstract static class Instant extends LightEngine {
    Instant() {
      super("instant");
    }
  }

  private static final class Ears extends Instant implements Recognizer {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en");
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      return new Recognition() {
        @Override
        public void hear(AudioFrame frame) {}

        @Override
        public void finish() {
          listener.onFinal(Transcript.of("what time is it"));
        }

        @Override
        public void cancel() {}
      };
    }
  }

  private static final class Model extends Instant implements LanguageModel {
    @Override
    public Dialogue open(DialogueScope scope) {
      return new Dialogue() {
        @Override
        public Generation answer(AnswerRequest request, AnswerListener listener) {
          listener.onText("It is a quarter past nine.");
          listener.onDone();
          return () -> {};
        }

        @Override
        public void close() {}
      };
    }
  }

  private static final class Voice extends Instant implements Synthesizer {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en");
    }

    @Override
    public List<String> voices() {
      return List.of("instant");
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      int piece = RATE / 10;
      for (int done = 0; done < RATE / 1000 * ANSWER_MS; done += piece) {
        listener.onAudio(new short[piece]);
      }
      listener.onDone();
      return () -> {};
    }
  }

  /** Takes everything loud for speech. */
  private static final class Loudness extends Instant implements VoiceActivityDetector {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public SpeechDetector open() {
      return new SpeechDetector() {
        @Override
        public double listen(AudioFrame frame) {
          long sum = 0;
          for (int i = 0; i < frame.length(); i++) {
            sum += Math.abs(frame.samples()[i]);
          }
          return sum > 500L * frame.length() ? 1 : 0;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {}
      };
    }
  }

  /** Takes every pause for the end. */
  private static final class Sure extends Instant implements TurnDetector {
    @Override
    public TurnWatch open(Consumer<TurnOutlook> later) {
      return TurnWatch.of(evidence -> new TurnOutlook(1, "complete"), capacity().acquire());
    }
  }
}
