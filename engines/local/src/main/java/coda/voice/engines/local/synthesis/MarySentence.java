package coda.voice.engines.local.synthesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.datatypes.MaryDataType;
import marytts.exceptions.SynthesisException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Document;

/** One sentence on its way through MaryTTS. Used by one thread at a time. */
final class MarySentence {
  static final List<String> WARM_UP =
      List.of(
          "Hello.", "The timer is set for ten minutes.", "What else can I do for you today, Anna?");

  private static final Logger LOG = LoggerFactory.getLogger(MarySentence.class);

  /** Mary speaks at about -14 dBFS; this brings it to -20. */
  private static final double GAIN = 0.5;

  private static final int BYTES = 8_192;

  private final LocalMaryInterface mary;
  private final String text;
  private final double rate;
  private final SpeechShaper shaper = new SpeechShaper(MaryTtsSynthesizer.SAMPLE_RATE, GAIN);
  private List<MaryTimes.Word> words = List.of();
  private @Nullable AudioInputStream stream;

  /** Takes the sound. */
  interface Sink {
    /** The next samples. */
    void audio(short[] samples);
  }

  /** A word and where it begins in the sound handed over. */
  record Mark(int textOffset, long sample) {}

  MarySentence(LocalMaryInterface mary, String text, double rate) {
    this.mary = mary;
    this.text = text;
    this.rate = rate;
  }

  /**
   * Speaks it.
   *
   * @return false when it was stopped on the way: the rest is to be drained
   */
  boolean speak(Sink sink, BooleanSupplier stopped) throws SynthesisException, IOException {
    mary.setInputType(MaryDataType.TEXT.name());
    mary.setOutputType(MaryDataType.ACOUSTPARAMS.name());
    Document phones = mary.generateXML(SpeakableText.of(text));
    words = MaryTimes.retime(phones, text, rate);
    if (stopped.getAsBoolean()) {
      return true;
    }
    mary.setInputType(MaryDataType.ACOUSTPARAMS.name());
    mary.setOutputType(MaryDataType.AUDIO.name());
    mary.setStreamingAudio(true);
    AudioInputStream in = mary.generateAudio(phones);
    stream = in;
    byte[] bytes = new byte[BYTES];
    short[] samples = new short[BYTES / 2];
    int filled = 0;
    for (int n = in.read(bytes, 0, BYTES); n > 0; n = in.read(bytes, filled, BYTES - filled)) {
      filled += n;
      int count = filled / 2;
      for (int i = 0; i < count; i++) {
        samples[i] = (short) ((bytes[2 * i] & 0xff) | bytes[2 * i + 1] << 8);
      }
      sink.audio(shaper.shape(samples, count));
      bytes[0] = bytes[filled - 1];
      filled %= 2;
      if (stopped.getAsBoolean()) {
        return false;
      }
    }
    sink.audio(shaper.finish());
    return true;
  }

  /** The words, once sound was handed over. */
  List<Mark> words() {
    List<Mark> marks = new ArrayList<>();
    for (MaryTimes.Word word : words) {
      long sample = Math.round(word.seconds() * MaryTtsSynthesizer.SAMPLE_RATE) - shaper.dropped();
      marks.add(new Mark(word.textOffset(), Math.max(0, sample)));
    }
    return marks;
  }

  /** Lets the rest run out: Mary's own thread would wait for ever for a reader. */
  void drain() {
    AudioInputStream in = stream;
    if (in == null) {
      return;
    }
    byte[] bytes = new byte[BYTES];
    try (in) {
      int n;
      do {
        n = in.read(bytes, 0, BYTES);
      } while (n > 0);
    } catch (IOException e) {
      LOG.debug("The rest of a cancelled sentence could not be read", e);
    }
  }
}
