package coda.voice.server.config;

/**
 * What one setting holds, as everybody who operates the server may see it.
 *
 * @param key for example {@code server.port}
 * @param text what it holds, as it would stand in {@code coda.yaml}; {@link Secret#HIDDEN} for a
 *     secret
 * @param value the same for programs: a number, yes or no, a list of texts, or the text
 * @param origin where it was set: {@code default}, {@code profile production:3}, {@code
 *     coda.yaml:12}, {@code CODA_SERVER_PORT}, {@code --set}, {@code version 7 (alice)}
 * @param changed whether anything but the default set it
 * @param secret whether it is never shown
 * @param applies from when on a change is heeded
 */
public record EffectiveValue(
    String key,
    String text,
    Object value,
    String origin,
    boolean changed,
    boolean secret,
    Applies applies) {}
