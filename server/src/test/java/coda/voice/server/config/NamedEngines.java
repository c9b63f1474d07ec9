package coda.voice.server.config;

import coda.voice.engine.DuplexModel;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Engines that have nothing but the names of the real ones, for tests that open none. */
public final class NamedEngines {
  private NamedEngines() {}

  /** All of them. */
  public static EngineRegistry registry() {
    return EngineRegistry.of(
        List.of(
            new Named<>(Recognizer.class, "sphinx4"),
            new Named<>(Synthesizer.class, "marytts"),
            new Named<>(Synthesizer.class, "freetts"),
            new Named<>(LanguageModel.class, "assistant"),
            new Named<>(LanguageModel.class, "open"),
            new Named<>(LanguageModel.class, "open-ai"),
            new Named<>(VoiceActivityDetector.class, "auto"),
            new Named<>(VoiceActivityDetector.class, "energy"),
            new Named<>(TurnDetector.class, "words"),
            new Named<>(DuplexModel.class, "moshi")));
  }

  /** All of them, and another language model that has a secret. */
  static EngineRegistry registryWithSecret(String name, String secret) {
    List<EngineProvider<?>> all = new ArrayList<>(registry().providers());
    all.removeIf(engine -> engine.name().equals(name));
    all.add(new Named<>(LanguageModel.class, name, Set.of(secret)));
    return EngineRegistry.of(all);
  }

  private record Named<E extends Engine>(Class<E> kind, String name, Set<String> secretSettings)
      implements EngineProvider<E> {
    Named(Class<E> kind, String name) {
      this(kind, name, Set.of());
    }

    @Override
    public String summary() {
      return name;
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes(name);
    }

    @Override
    public E open(EngineContext context) {
      throw new AssertionError("opened " + name);
    }
  }
}
