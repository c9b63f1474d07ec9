package coda.voice.protocol.coda;

import java.util.Optional;

/**
 * What is done to the microphone's audio before it is listened to. What is empty stays as the
 * server has it.
 *
 * @param highPass removes rumble below speech
 * @param noiseSuppression removes steady noise
 * @param automaticGain brings quiet speakers up
 * @param echoCancellation removes the assistant's own voice
 */
public record EnhancementConfig(
    Optional<Boolean> highPass,
    Optional<Boolean> noiseSuppression,
    Optional<Boolean> automaticGain,
    Optional<Boolean> echoCancellation) {

  /** Everything as the server has it. */
  public static final EnhancementConfig DEFAULT =
      new EnhancementConfig(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
