package coda.voice.audio.enhance;

/**
 * Which parts of the {@link EnhancementChain} are on.
 *
 * @param highPass removes rumble below speech; always available
 * @param noiseSuppression removes steady noise; needs WebRTC's library
 * @param automaticGain brings quiet speakers up; needs WebRTC's library
 * @param echoCancellation removes what the loudspeaker plays; needs WebRTC's library
 */
public record EnhancementOptions(
    boolean highPass, boolean noiseSuppression, boolean automaticGain, boolean echoCancellation) {

  /** Everything off: audio passes through. */
  public static final EnhancementOptions OFF = new EnhancementOptions(false, false, false, false);

  /** Whether any part is on that needs WebRTC's library. */
  public boolean needsWebRtc() {
    return noiseSuppression || automaticGain || echoCancellation;
  }
}
