package coda.voice.server.demo;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import coda.voice.engines.local.assistant.AssistantProvider;
import coda.voice.testkit.engines.LoudnessDetector;
import coda.voice.testkit.engines.ScriptedTurnDetector;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Engines whose speech is a hum and whose recogniser knows the script, so that the demo's course is
 * tested and not the engines; the assistant is the real one.
 */
final class DemoEngines {
  private static final int MS_PER_CHARACTER = 25;

  private DemoEngines() {}

  static EngineRegistry registry(List<String> script) {
    return EngineRegistry.of(
        List.of(
            new Opener<>(Recognizer.class, "sphinx4", () -> new Prompter(script)),
            new Opener<>(Synthesizer.class, "marytts", Hummer::new),
            new Opener<>(VoiceActivityDetector.class, "auto", LoudnessDetector::new),
            new Opener<>(
                TurnDetector.class,
                "words",
                () -> new ScriptedTurnDetector().judges(TurnDetector.TurnOutlook.COMPLETE)),
            new AssistantProvider()));
  }

  private record Opener<E extends Engine>(Class<E> kind, String name, Supplier<E> maker)
      implements EngineProvider<E> {
    @Override
    public String summary() {
      return name;
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes("");
    }

    @Override
    public E open(EngineContext context) {
      return maker.get();
    }
  }

  private abstract static class Small extends LightEngine {
    Small() {
      super("small");
    }
  }

  /** Understands the lines of the script, one after the other. */
  private static final class Prompter extends Small implements Recognizer {
    private final Iterator<String> script;

    Prompter(List<String> script) {
      this.script = script.iterator();
    }

    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en", "en-US");
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      return new Recognition() {
        private int heard;
        private boolean told;

        @Override
        public void hear(AudioFrame frame) {
          heard += frame.length();
          if (!told && heard > 8_000) {
            told = true;
            listener.onPartial(Transcript.of("words"));
          }
        }

        @Override
        public void finish() {
          listener.onFinal(Transcript.of(script.next()));
        }

        @Override
        public void cancel() {}
      };
    }
  }

  /** Hums as long as a person would speak. */
  static final class Hummer extends Small implements Synthesizer {
    @Override
    public int sampleRate() {
      return 16_000;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en", "en-US");
    }

    @Override
    public List<String> voices() {
      return List.of("hum");
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      short[] hum = new short[request.text().length() * MS_PER_CHARACTER * 16];
      for (int i = 0; i < hum.length; i++) {
        hum[i] = (short) (6_000 * Math.sin(i * 0.1));
      }
      Thread.ofVirtual()
          .start(
              () -> {
                listener.onAudio(Arrays.copyOf(hum, hum.length));
                listener.onDone();
              });
      return () -> {};
    }
  }
}
