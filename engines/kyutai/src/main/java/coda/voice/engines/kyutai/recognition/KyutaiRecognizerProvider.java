package coda.voice.engines.kyutai.recognition;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.Recognizer;
import coda.voice.engines.kyutai.slot.ServerSettings;
import coda.voice.engines.kyutai.slot.SpeechServer;
import java.util.Set;

/**
 * Opens {@code kyutai-stt}.
 *
 * <p>Settings: {@code url} (default {@code ws://localhost:8080}), {@code path} (default {@code
 * /api/asr-streaming}), {@code api_key} (default {@code public_token}), {@code slots}, how many
 * utterances at once (default 64), {@code connect_ms} (default 2000), {@code ca}, a PEM file, or
 * {@code insecure: true}, {@code ping_ms} (default 8000); {@code delay_ms} of the model (default
 * 500), {@code pause_head} (default 2), {@code languages} (default {@code en, fr}), {@code
 * final_ms}, how long the last words may take (default 1200), {@code max_behind_ms}, how much audio
 * may wait (default 10000).
 */
public final class KyutaiRecognizerProvider implements EngineProvider<Recognizer> {
  private static final String PATH = "/api/asr-streaming";

  /** Does nothing. */
  public KyutaiRecognizerProvider() {}

  @Override
  public Class<Recognizer> kind() {
    return Recognizer.class;
  }

  @Override
  public String name() {
    return KyutaiRecognizer.NAME;
  }

  @Override
  public String summary() {
    return "Kyutai streaming recognition, English and French, with pause prediction; needs a"
        + " moshi-server";
  }

  @Override
  public Set<String> secretSettings() {
    return Set.of("api_key");
  }

  @Override
  public Availability availability(EngineContext context) {
    return ServerSettings.reachable(KyutaiRecognizer.NAME, context, PATH);
  }

  @Override
  public Recognizer open(EngineContext context) {
    ServerSettings server = ServerSettings.read(KyutaiRecognizer.NAME, context, PATH);
    return new KyutaiRecognizer(
        new SpeechServer(server, context.blocking()), RecognitionSettings.read(context));
  }
}
