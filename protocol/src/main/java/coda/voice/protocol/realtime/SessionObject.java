package coda.voice.protocol.realtime;

/**
 * A session as clients see it.
 *
 * @param id {@code sess_…}
 * @param expiresAt seconds since 1970
 * @param config in effect
 */
public record SessionObject(String id, long expiresAt, SessionConfig config) {}
