package coda.voice.conversation;

import coda.voice.audio.enhance.EnhancementOptions;

/**
 * How sound travels in a session from now on.
 *
 * @param inputRate of microphone frames, in Hz
 * @param outputRate of reply frames, in Hz
 * @param mode how turns are taken
 * @param voiceActivity whether speech is looked for; without it only the client ends turns
 * @param enhancement what is done to the microphone's audio first
 * @param playout who plays answers at the right pace
 */
public record VoiceSetup(
    int inputRate,
    int outputRate,
    ConversationMode mode,
    boolean voiceActivity,
    EnhancementOptions enhancement,
    Playout playout) {

  /**
   * Sound whose pace the session keeps.
   *
   * @param inputRate see above
   * @param outputRate see above
   * @param mode see above
   * @param voiceActivity see above
   * @param enhancement see above
   */
  public VoiceSetup(
      int inputRate,
      int outputRate,
      ConversationMode mode,
      boolean voiceActivity,
      EnhancementOptions enhancement) {
    this(inputRate, outputRate, mode, voiceActivity, enhancement, Playout.SESSION);
  }
}
