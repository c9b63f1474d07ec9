package coda.voice.gateway.realtime;

import coda.voice.audio.FramePool;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.VoiceService;
import coda.voice.gateway.access.AccessRules;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.sessions.SessionBoard;
import io.vertx.core.Vertx;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * What all connections share.
 *
 * @param vertx their event loops
 * @param keeper keeps clients within limits
 * @param defaults what a session begins with; asked once by every session
 * @param service the server behind them
 * @param access who comes in
 * @param meters counts and measures
 * @param board where sessions are shown to whoever runs the server
 * @param pool where microphone frames come from
 * @param blocking runs what would hold up an event loop
 * @param secrets ephemeral keys, and what their sessions begin with
 * @param visits all clients that are here
 * @param open how many sessions are going on
 */
record RealtimeContext(
    Vertx vertx,
    LimitKeeper keeper,
    Supplier<SessionDefaults> defaults,
    VoiceService service,
    AccessRules access,
    GateMeters meters,
    SessionBoard board,
    FramePool pool,
    Executor blocking,
    ClientSecretKeys secrets,
    Set<RealtimeVisit> visits,
    AtomicInteger open) {
  private static final int KEPT_BYTES = 1 << 20;
  private static final int SHARE_OF_HEAP = 8;

  /**
   * Sound that a session may keep now for those who ask for an item: 1 MiB, and all sessions
   * together an eighth of the heap.
   */
  int keptBytes() {
    long share = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / Math.max(1, open.get());
    return (int) Math.min(KEPT_BYTES, share);
  }
}
