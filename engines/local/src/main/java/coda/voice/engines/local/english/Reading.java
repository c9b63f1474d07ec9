package coda.voice.engines.local.english;

/**
 * Something read from the words of a text.
 *
 * @param value what was read
 * @param end index of the first word that does not belong to it
 */
public record Reading<T>(T value, int end) {}
