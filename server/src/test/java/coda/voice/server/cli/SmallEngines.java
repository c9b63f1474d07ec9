package coda.voice.server.cli;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A registry under the default names, whose recogniser counts and whose synthesiser hums. */
public final class SmallEngines {
  static final int SAMPLES_PER_CHARACTER = 100;

  private SmallEngines() {}

  public static EngineRegistry registry() {
    return EngineRegistry.of(
        List.of(
            new Provider<>(Recognizer.class, "sphinx4", true, context -> new Counter()),
            new Provider<>(Synthesizer.class, "marytts", true, Hummer::new),
            new Provider<>(Synthesizer.class, "absent", false, Hummer::new),
            new Provider<>(LanguageModel.class, "assistant", true, SmallEngines::unused),
            new Provider<>(VoiceActivityDetector.class, "auto", true, SmallEngines::unused),
            new Provider<>(TurnDetector.class, "words", true, SmallEngines::unused)));
  }

  private static <E> E unused(EngineContext context) {
    throw new AssertionError("opened without need");
  }

  private record Provider<E extends Engine>(
      Class<E> kind, String name, boolean there, Function<EngineContext, E> opener)
      implements EngineProvider<E> {
    @Override
    public String summary() {
      return "A small " + name + ".";
    }

    @Override
    public Availability availability(EngineContext context) {
      return there ? Availability.yes("Found.") : Availability.no("install the large one");
    }

    @Override
    public E open(EngineContext context) {
      return opener.apply(context);
    }
  }

  private abstract static class Small extends LightEngine {
    Small() {
      super("small");
    }
  }

  /** Understands how much it heard. */
  private static final class Counter extends Small implements Recognizer {
    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en-US");
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      return new Recognition() {
        private int heard;

        @Override
        public void hear(AudioFrame frame) {
          heard += frame.length();
          listener.onPartial(Transcript.of("so far " + heard));
        }

        @Override
        public void finish() {
          listener.onFinal(Transcript.of("heard " + heard));
        }

        @Override
        public void cancel() {}
      };
    }
  }

  /** Makes sound in proportion to the text, two pieces per sentence; fails when told to. */
  private static final class Hummer extends Small implements Synthesizer {
    Hummer(EngineContext context) {}

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en-US");
    }

    @Override
    public List<String> voices() {
      return List.of("low", "high");
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      if (request.text().contains("fail")) {
        listener.onFailure(EngineException.failed("marytts", new IllegalStateException("hoarse")));
      } else {
        short[] half = new short[request.text().length() * SAMPLES_PER_CHARACTER / 2];
        listener.onAudio(half);
        listener.onAudio(half.clone());
        listener.onDone();
      }
      return () -> {};
    }
  }
}
