package coda.voice.server.demo;

import coda.voice.audio.resample.Resampler;
import coda.voice.engine.Speech;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechRequest;
import java.util.Arrays;

/** The voice of the scripted user. */
final class UserVoice {
  private final Synthesizer synthesizer;

  /**
   * A voice.
   *
   * @param synthesizer warm; not the assistant's, so that two people are heard
   */
  UserVoice(Synthesizer synthesizer) {
    this.synthesizer = synthesizer;
  }

  /** Records a sentence. */
  Utterance record(String text) throws InterruptedException {
    Collector collector = new Collector();
    new Speech(synthesizer).speak(new SpeechRequest(text, "en-US", "", 1), collector::add);
    short[] samples =
        Resampler.convert(collector.samples(), synthesizer.sampleRate(), StereoTape.SAMPLE_RATE);
    return Utterance.of(text, samples);
  }

  private static final class Collector {
    private short[] all = new short[1 << 16];
    private int length;

    boolean add(short[] samples) {
      if (length + samples.length > all.length) {
        all = Arrays.copyOf(all, Math.max(all.length * 2, length + samples.length));
      }
      System.arraycopy(samples, 0, all, length, samples.length);
      length += samples.length;
      return true;
    }

    short[] samples() {
      return Arrays.copyOf(all, length);
    }
  }
}
