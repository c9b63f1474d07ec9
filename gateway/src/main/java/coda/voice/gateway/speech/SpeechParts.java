package coda.voice.gateway.speech;

import static coda.voice.gateway.GatewayError.SERVER_DRAINING;
import static coda.voice.gateway.GatewayError.SERVER_STARTING;

import coda.voice.audio.FramePool;
import coda.voice.gateway.GateMeters;
import coda.voice.gateway.GatewayException;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.SessionDefaults;
import coda.voice.gateway.VoiceService;
import coda.voice.gateway.http.RouteAccess;
import coda.voice.gateway.limits.LimitKeeper;
import coda.voice.gateway.limits.Seat;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What all these paths need.
 *
 * @param service the server behind them
 * @param keeper keeps clients within limits
 * @param defaults the language and voice where a request names none
 * @param pool where frames come from
 * @param blocking runs what takes time, and computes: its threads must not be virtual ones
 * @param meters counts failures
 */
public record SpeechParts(
    VoiceService service,
    LimitKeeper keeper,
    Supplier<SessionDefaults> defaults,
    FramePool pool,
    Executor blocking,
    GateMeters meters) {
  private static final long RETRY_MS = 2_000;

  /**
   * Lets a request in that needs engines; it has a place among conversations while it lasts.
   *
   * @param context of the request, whose sender is known
   * @param access knows where it comes from
   * @return the place
   * @throws coda.voice.VoiceException when the server takes nothing new, or not of this client
   */
  Seat admit(RoutingContext context, RouteAccess access) {
    State state = service.status().state();
    if (state == State.STARTING) {
      throw GatewayException.retryable(SERVER_STARTING, "The server is still starting", RETRY_MS);
    }
    if (state == State.DRAINING) {
      throw GatewayException.retryable(SERVER_DRAINING, "The server is stopping", RETRY_MS);
    }
    return keeper.conversation(Optional.of(RouteAccess.identity(context)), access.address(context));
  }
}
