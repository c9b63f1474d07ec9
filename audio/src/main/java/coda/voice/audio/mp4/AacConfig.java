package coda.voice.audio.mp4;

import static coda.voice.audio.AudioError.AUDIO_FORMAT_UNSUPPORTED;

import coda.voice.audio.AudioException;
import net.sourceforge.jaad.aac.AudioDecoderInfo;
import net.sourceforge.jaad.aac.ChannelConfiguration;
import net.sourceforge.jaad.aac.Profile;
import net.sourceforge.jaad.aac.SampleFrequency;

/**
 * What a decoder of AAC must know before the first packet (ISO 14496-3, section 1.6.2.1): the core
 * of the sound. Whether there is more, the high frequencies of HE-AAC or the second channel of its
 * version 2, shows in the packets.
 *
 * @param rateIndex of the sample rate, in the table of the standard
 * @param channels in the numbering of the standard, 1 to 7
 */
record AacConfig(int rateIndex, int channels) implements AudioDecoderInfo {
  private static final int LOW_COMPLEXITY = 2;
  private static final int HIGH_EFFICIENCY = 5;
  private static final int HIGH_EFFICIENCY_2 = 29;
  private static final int MANY_TYPES = 31;
  private static final int RATES = 13;
  private static final int OWN_RATE = 15;
  private static final int MOST_CHANNELS = 7;

  /**
   * Checks that it can be decoded.
   *
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED}
   */
  AacConfig {
    if (rateIndex >= RATES || channels < 1 || channels > MOST_CHANNELS) {
      throw unsupported("of an unusual rate or number of channels");
    }
  }

  /**
   * Reads what an MP4 file says.
   *
   * @param file holds it
   * @param from its first byte
   * @param to behind its last byte
   * @throws AudioException {@code AUDIO_FORMAT_UNSUPPORTED}, {@code AUDIO_AAC_INVALID}
   */
  static AacConfig read(byte[] file, int from, int to) {
    BitReader bits = new BitReader(file, from, to);
    int type = type(bits);
    int rate = rate(bits);
    int channels = bits.read(4);
    if (type == HIGH_EFFICIENCY || type == HIGH_EFFICIENCY_2) {
      rate(bits); // of the sound with its high frequencies
      type = type(bits);
    }
    if (type != LOW_COMPLEXITY) {
      throw unsupported("of kind " + type);
    }
    if (bits.read(1) != 0) {
      throw unsupported("with frames of 960 samples");
    }
    return new AacConfig(rate, channels);
  }

  private static int type(BitReader bits) {
    int type = bits.read(5);
    return type == MANY_TYPES ? 32 + bits.read(6) : type;
  }

  private static int rate(BitReader bits) {
    int index = bits.read(4);
    if (index == OWN_RATE) {
      throw unsupported("of an unusual rate");
    }
    return index;
  }

  static AudioException unsupported(String what) {
    return new AudioException(
        AUDIO_FORMAT_UNSUPPORTED, "AAC " + what + " is not read, only AAC-LC and HE-AAC are");
  }

  @Override
  public Profile getProfile() {
    return Profile.AAC_LC;
  }

  @Override
  public SampleFrequency getSampleFrequency() {
    return SampleFrequency.forInt(rateIndex);
  }

  @Override
  public ChannelConfiguration getChannelConfiguration() {
    return ChannelConfiguration.forInt(channels);
  }
}
