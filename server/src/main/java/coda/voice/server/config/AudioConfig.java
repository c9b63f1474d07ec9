package coda.voice.server.config;

/**
 * Sound.
 *
 * @param enhancement what is done to the microphone's audio first
 */
public record AudioConfig(EnhancementConfig enhancement) {}
