package coda.voice.server.config;

/**
 * Everything that can be set. Immutable, and valid as a whole: {@link ConfigLoader} makes it or
 * says everything that is wrong.
 *
 * @param server the process and its socket
 * @param security who comes in
 * @param audio sound
 * @param engines which engines do the work
 * @param gpu memory of graphics cards
 * @param logging the log
 * @param conversation what a conversation begins with
 * @param realtime what the Realtime protocol offers
 * @param storage what is kept of conversations, and where
 */
public record CodaConfig(
    ServerConfig server,
    SecurityConfig security,
    AudioConfig audio,
    EnginesConfig engines,
    GpuConfig gpu,
    LoggingConfig logging,
    ConversationConfig conversation,
    RealtimeConfig realtime,
    StorageConfig storage) {}
