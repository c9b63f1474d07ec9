package coda.voice.engines.kyutai.synthesis;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Synthesizer;
import coda.voice.engines.kyutai.slot.ServerSettings;
import coda.voice.engines.kyutai.slot.SpeechServer;
import java.util.Set;

/**
 * Opens {@code kyutai-tts}.
 *
 * <p>Settings: {@code url} (default {@code ws://localhost:8080}), {@code path} (default {@code
 * /api/tts_streaming}), {@code api_key} (default {@code public_token}), {@code slots}, how many
 * sentences at once (default 64), {@code connect_ms} (default 2000), {@code ca}, a PEM file, or
 * {@code insecure: true}, {@code ping_ms} (default 8000); {@code voices}, a list whose first is the
 * default (without it the server's own), {@code first_audio_ms} (default 2500), {@code languages}
 * (default {@code en, fr}).
 */
public final class KyutaiSynthesizerProvider implements EngineProvider<Synthesizer> {
  private static final String PATH = "/api/tts_streaming";

  /** Does nothing. */
  public KyutaiSynthesizerProvider() {}

  @Override
  public Class<Synthesizer> kind() {
    return Synthesizer.class;
  }

  @Override
  public String name() {
    return KyutaiSynthesizer.NAME;
  }

  @Override
  public String summary() {
    return "Kyutai streaming synthesis, English and French, with word times; needs a moshi-server";
  }

  @Override
  public Set<String> secretSettings() {
    return Set.of("api_key");
  }

  @Override
  public Availability availability(EngineContext context) {
    return ServerSettings.reachable(KyutaiSynthesizer.NAME, context, PATH);
  }

  @Override
  public Synthesizer open(EngineContext context) {
    ServerSettings server = ServerSettings.read(KyutaiSynthesizer.NAME, context, PATH);
    return new KyutaiSynthesizer(
        new SpeechServer(server, context.blocking()),
        SynthesisSettings.read(context),
        context.blocking());
  }
}
