package coda.voice.gateway;

import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Synthesizer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A voice that says nothing, a lot, or fails after the first sentence. */
public final class SpeakingSynthesizer extends LightEngine implements Synthesizer {
  public final List<SpeechRequest> said = new CopyOnWriteArrayList<>();
  public volatile int samples;
  public volatile boolean failsLater;

  public SpeakingSynthesizer() {
    super("voice", new Capacity("voice", 1));
  }

  /** The same engines, but for the voice. */
  public SessionEngines in(SessionEngines talking) {
    return new SessionEngines(
        talking.recognizer(),
        this,
        talking.languageModel(),
        talking.voiceActivity(),
        talking.turnDetector());
  }

  @Override
  public int sampleRate() {
    return 24_000;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en-US");
  }

  @Override
  public List<String> voices() {
    return List.of("usual");
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    Capacity.Permit permit = capacity().acquire();
    said.add(request);
    if (samples > 0) {
      permit.close();
      if (failsLater && said.size() > 1) {
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("secret")));
      } else {
        listener.onAudio(new short[samples]);
        listener.onDone();
      }
    }
    return permit::close;
  }
}
