package coda.voice.engines.local.recognition;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engines.local.assistant.AssistantDomain;
import coda.voice.testkit.conformance.RecognitionRecorder;
import java.io.InputStream;
import java.util.Objects;

/** One recogniser for all tests, for it takes seconds to make; and what tests do with it. */
public final class SharedRecognizer {
  /** How many utterances at once. */
  public static final int POOL = 2;

  private static final class Holder {
    static final Sphinx4Recognizer RECOGNIZER = warm();

    private static Sphinx4Recognizer warm() {
      Sphinx4Recognizer recognizer = new Sphinx4Recognizer(new AssistantDomain(), POOL, 10_000);
      recognizer.warmUp();
      return recognizer;
    }
  }

  private SharedRecognizer() {}

  /** Warmed up; never closed. */
  public static Sphinx4Recognizer get() {
    return Holder.RECOGNIZER;
  }

  /** Opens an utterance. */
  public static Recognition open(RecognitionRecorder heard) {
    return get().open(new RecognitionRequest("test", "en"), heard);
  }

  /** Feeds samples in frames of 20 ms. */
  public static void feed(Recognition recognition, short[] samples, FramePool frames) {
    int size = FramePool.samplesPerFrame(16_000);
    for (int at = 0; at < samples.length; at += size) {
      AudioFrame frame = frames.lease(16_000);
      frame.fill(samples, at, Math.min(size, samples.length - at));
      recognition.hear(frame);
      frame.release();
    }
  }

  /** Recognises a whole utterance. */
  public static String recognize(short[] samples) {
    RecognitionRecorder heard = new RecognitionRecorder();
    Recognition recognition = open(heard);
    feed(recognition, samples, new FramePool(4));
    recognition.finish();
    return heard.text();
  }

  /** An utterance from the test resources, with 300 ms of silence before and after. */
  public static short[] utterance(String name) {
    try (InputStream in =
        Objects.requireNonNull(SharedRecognizer.class.getResourceAsStream("/speech/" + name))) {
      short[] speech = WavFile.read(in).mono();
      short[] padded = new short[speech.length + 9_600];
      System.arraycopy(speech, 0, padded, 4_800, speech.length);
      return padded;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
