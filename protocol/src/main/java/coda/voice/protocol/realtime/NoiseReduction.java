package coda.voice.protocol.realtime;

import java.util.OptionalDouble;

/**
 * How noise is taken out of the input, before turns are detected.
 *
 * @param field where the microphone is
 * @param strength 0 to 1; empty for the usual one
 */
public record NoiseReduction(Field field, OptionalDouble strength) {
  /** Where the microphone is. */
  public enum Field implements Wire {
    /** Near the mouth: headphones, a telephone. */
    NEAR_FIELD,
    /** Across a room: a laptop, a conference. */
    FAR_FIELD;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }
}
