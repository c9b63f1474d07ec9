package coda.voice.audio.mp4;

import static coda.voice.audio.AudioError.AUDIO_AAC_INVALID;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleConsumer;
import coda.voice.audio.codec.PacketSound;
import coda.voice.audio.resample.MonoResampler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Logger;
import net.sourceforge.jaad.aac.Decoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * AAC packets as mono sound at the rate that somebody wants, decoded by JAAD. A packet that cannot
 * be decoded is heard as silence. Belongs to one stream and one thread at a time.
 */
final class AacSound implements PacketSound {
  /** No packet of eight channels is longer, see ISO 14496-3, section 4.5.3. */
  private static final int LONGEST = 8 * 768;

  /** With more than this, and less sound than that, it is no AAC. */
  private static final int MOST_DAMAGED = 10;

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(AacSound.class);

  /** It writes about every odd packet that strangers send. Held, or its silence would be lost. */
  private static final Logger JAAD = Logger.getLogger("jaad");

  static {
    JAAD.setUseParentHandlers(false);
  }

  private final Decoder decoder;
  private final int sampleRate;
  private final SampleConsumer consumer;
  private @Nullable MonoResampler sound;
  private int rate;
  private short[] mono = {};
  private int count;
  private boolean mixed;
  private long good;
  private long damaged;

  /**
   * A stream that begins.
   *
   * @param config of the stream
   * @param sampleRate of what it gives, one of {@link coda.voice.audio.SampleRates#ALL}
   * @param consumer receives the sound on the thread that calls
   */
  AacSound(AacConfig config, int sampleRate, SampleConsumer consumer) {
    try {
      this.decoder = Decoder.create(config);
    } catch (IOException e) {
      throw invalid("its description is wrong", e);
    }
    this.sampleRate = sampleRate;
    this.consumer = consumer;
  }

  @Override
  public void hear(byte[] bytes, int offset, int length) {
    if (length > LONGEST) {
      throw invalid("a packet is too long", null);
    }
    int rateBefore = rate;
    if (decoded(Arrays.copyOfRange(bytes, offset, offset + length))) {
      good++;
    } else {
      damaged++;
      Arrays.fill(mono, (short) 0);
    }
    if (damaged > MOST_DAMAGED && damaged > good) {
      throw invalid("most packets are damaged", null);
    }
    if (good == 0) {
      return; // nobody knows how long it would have been
    }
    MonoResampler to = sound;
    if (to == null) {
      to = new MonoResampler(1, rate, sampleRate, consumer);
      sound = to;
    } else if (rate != rateBefore) {
      throw invalid("its rate changes", null);
    }
    to.accept(mono, 0, count);
  }

  /**
   * Whether there is sound of a packet. JAAD checks little: what a damaged one claims ends in
   * whatever exception, and so do the few that hold the largest number there is, which its tables
   * lack.
   */
  private boolean decoded(byte[] packet) {
    mixed = false;
    try {
      decoder.decodeFrame(packet, this::mix);
    } catch (RuntimeException e) {
      LOG.debug("A packet of AAC is damaged: {}", e.toString());
      return false;
    }
    return mixed;
  }

  private void mix(List<float[]> channels, int length, int rate) {
    if (channels.isEmpty()) {
      return;
    }
    this.rate = rate;
    mono = mono.length < length ? new short[length] : mono;
    for (int i = 0; i < length; i++) {
      float sum = 0;
      for (float[] channel : channels) {
        sum += channel[i];
      }
      mono[i] =
          (short) Math.clamp(Math.round(sum / channels.size()), Short.MIN_VALUE, Short.MAX_VALUE);
    }
    count = length;
    mixed = true;
  }

  @Override
  public void finish() {
    if (sound == null) {
      throw invalid("there is no sound in it", null);
    }
    sound.finish();
  }

  static AudioException invalid(String why, @Nullable Exception cause) {
    return new AudioException(AUDIO_AAC_INVALID, "This is no AAC: " + why, cause);
  }
}
