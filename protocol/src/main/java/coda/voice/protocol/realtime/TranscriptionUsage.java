package coda.voice.protocol.realtime;

/**
 * What a transcription took.
 *
 * @param seconds of audio
 */
public record TranscriptionUsage(double seconds) {}
