package coda.voice.server.config;

import coda.voice.audio.enhance.EnhancementOptions;

/**
 * What is done to the microphone's audio when the client does not say otherwise.
 *
 * @param highPass removes rumble below speech
 * @param noiseSuppression removes steady noise
 * @param automaticGain brings quiet speakers up
 * @param echoCancellation removes the assistant's own voice
 */
public record EnhancementConfig(
    @Setting(
            value = "true",
            about = "Remove rumble below speech.",
            applies = Applies.NEXT_CONVERSATION)
        boolean highPass,
    @Setting(value = "false", about = "Remove steady noise.", applies = Applies.NEXT_CONVERSATION)
        boolean noiseSuppression,
    @Setting(
            value = "false",
            about = "Bring quiet speakers up.",
            applies = Applies.NEXT_CONVERSATION)
        boolean automaticGain,
    @Setting(
            value = "false",
            about =
                "Remove the assistant's own voice; for clients that play aloud without their own.",
            applies = Applies.NEXT_CONVERSATION)
        boolean echoCancellation) {

  /** The same for a session. */
  public EnhancementOptions toSettings() {
    return new EnhancementOptions(highPass, noiseSuppression, automaticGain, echoCancellation);
  }
}
