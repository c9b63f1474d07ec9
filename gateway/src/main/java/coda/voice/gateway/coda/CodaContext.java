package coda.voice.gateway.coda;

import coda.voice.audio.FramePool;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.VoiceService;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.sessions.SessionBoard;
import coda.voice.protocol.coda.CodaCodec;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all connections share.
 *
 * @param vertx their event loops
 * @param keeper keeps clients within limits
 * @param defaults what a conversation begins with; asked once by every conversation
 * @param service the server behind them
 * @param access who comes in
 * @param meters counts and measures
 * @param pool where microphone frames come from
 * @param blocking runs what would hold up an event loop
 * @param codec of messages
 * @param board where sessions are shown to whoever runs the server
 * @param names of conversations that are going on
 * @param visits all clients that are here or expected back
 */
record CodaContext(
    Vertx vertx,
    LimitKeeper keeper,
    Supplier<SessionDefaults> defaults,
    VoiceService service,
    AccessRules access,
    GateMeters meters,
    FramePool pool,
    Executor blocking,
    CodaCodec codec,
    SessionBoard board,
    ConversationNames names,
    Visits visits) {}
