package coda.voice.conversation.listening;

/**
 * Which parts of the enhancement chain are on.
 *
 * @param highPass removes rumble below speech
 * @param noiseSuppression removes steady noise
 * @param automaticGain brings quiet speakers up
 * @param echoCancellation removes the assistant's own voice, with the reply as reference
 */
public record EnhancementSettings(
    boolean highPass, boolean noiseSuppression, boolean automaticGain, boolean echoCancellation) {

  /** Everything off: audio passes through. */
  public static final EnhancementSettings OFF = new EnhancementSettings(false, false, false, false);

  /** Whether any part is on. */
  public boolean any() {
    return highPass || noiseSuppression || automaticGain || echoCancellation;
  }
}
