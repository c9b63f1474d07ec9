package coda.voice.protocol.coda;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How the user's speech is found in the audio. What is empty stays as the server has it.
 *
 * @param enabled whether speech is looked for at all; if not, only the client ends turns
 * @param threshold probability from which audio counts as speech, 0 to 1
 * @param silenceMs silence that ends a turn nobody can judge
 * @param minSpeechMs less speech than this is no turn
 * @param preRollMs audio kept from before speech was noticed
 * @param interruptionMs speech over the assistant that interrupts it
 */
public record VadConfig(
    boolean enabled,
    OptionalDouble threshold,
    OptionalInt silenceMs,
    OptionalInt minSpeechMs,
    OptionalInt preRollMs,
    OptionalInt interruptionMs) {

  /** On, everything else as the server has it. */
  public static final VadConfig DEFAULT =
      new VadConfig(
          true,
          OptionalDouble.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty());
}
