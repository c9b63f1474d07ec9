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
 */
public record VoiceSetup(
    int inputRate,
    int outputRate,
    ConversationMode mode,
    boolean voiceActivity,
    EnhancementOptions enhancement) {}
