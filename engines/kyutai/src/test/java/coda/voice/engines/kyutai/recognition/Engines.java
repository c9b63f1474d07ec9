package coda.voice.engines.kyutai.recognition;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.testkit.conformance.RecognitionRecorder;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;

/** Recognisers for tests, closed together. */
final class Engines implements AutoCloseable {
  private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Recognizer> open = new ArrayList<>();
  private final FramePool frames = new FramePool(4);

  Recognizer cold(Map<String, String> settings) {
    Recognizer engine =
        EngineRegistry.discover()
            .provider(Recognizer.class, "kyutai-stt")
            .open(new EngineContext(settings, ForkJoinPool.commonPool(), blocking));
    open.add(engine);
    return engine;
  }

  Recognizer cold(ScriptedMoshiServer server, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("url", server.address().toString());
    return cold(settings);
  }

  Recognizer warm(ScriptedMoshiServer server, Map<String, String> more) {
    Recognizer engine = cold(server, more);
    engine.warmUp();
    return engine;
  }

  static Recognition open(Recognizer engine, RecognitionRecorder recorder) {
    return engine.open(new RecognitionRequest("test", "en"), recorder);
  }

  void feed(Recognition recognition, short[] samples) {
    int size = FramePool.samplesPerFrame(Sounds.RATE);
    for (int at = 0; at < samples.length; at += size) {
      AudioFrame frame = frames.lease(Sounds.RATE);
      frame.fill(samples, at, Math.min(size, samples.length - at));
      recognition.hear(frame);
      frame.release();
    }
  }

  @Override
  public void close() {
    open.forEach(Recognizer::close);
    blocking.shutdownNow();
  }
}
