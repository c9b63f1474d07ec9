package coda.voice.gateway;

import coda.voice.gateway.limits.ClientRates;
import coda.voice.gateway.limits.Lifetimes;
import coda.voice.gateway.limits.Limit;
import coda.voice.gateway.limits.Limits;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What holds for every WebSocket, whatever is spoken on it: a message that begins must end in time,
 * frames of all kinds may not be too many, and no connection lasts for good.
 *
 * <p>Vert.x tells of a frame when it is complete, and answers pings by itself; so this looks at the
 * bytes before Netty makes frames of them, and at every frame after. Used on the socket's loop.
 */
public final class SocketLimits {
  private static final long NONE = -1;
  private static final long LONGEST_TICK_MS = 1_000;
  private static final String BYTES = "coda-bytes";
  private static final String FRAMES = "coda-frames";

  /** Told when something has to happen. */
  public interface Listener {
    /**
     * The connection has to end; told once.
     *
     * @param limit which limit was exceeded; it has a close code
     * @param reason for people
     */
    void exceeded(Limit limit, String reason);

    /**
     * The connection ends soon, although all is well.
     *
     * @param timeLeftMs until then
     */
    void endsSoon(long timeLeftMs);
  }

  private final Vertx vertx;
  private final Context loop;
  private final ServerWebSocket socket;
  private final Limits limits;
  private final ClientRates rates;
  private final Listener listener;
  private final long openedMs = nowMs();
  private long timer;
  private long sinceMs = NONE;
  private boolean fragmented;
  private boolean warned;
  private boolean over;

  /**
   * Nothing is looked at yet.
   *
   * @param vertx for timers
   * @param socket just opened; called on its loop
   * @param limits what holds
   * @param rates counts frames
   * @param listener told on the socket's loop
   */
  public SocketLimits(
      Vertx vertx, ServerWebSocket socket, Limits limits, ClientRates rates, Listener listener) {
    this.vertx = vertx;
    this.loop = Objects.requireNonNull(Vertx.currentContext(), "not on an event loop");
    this.socket = socket;
    this.limits = limits;
    this.rates = rates;
    this.listener = listener;
  }

  /** Looks from now on. */
  public void start() {
    ChannelPipeline pipeline =
        ((WebSocketInternal) socket).channelHandlerContext().channel().pipeline();
    Optional.ofNullable(pipeline.context(WebSocketFrameDecoder.class))
        .ifPresent(
            decoder -> {
              pipeline.addBefore(decoder.name(), BYTES, new Bytes());
              pipeline.addAfter(decoder.name(), FRAMES, new Frames());
            });
    int shortest =
        Math.min(
            limits.patience().messageMs(), Lifetimes.warningMs(limits.lifetimes().connectionMs()));
    timer = vertx.setPeriodic(Math.clamp(shortest / 4, 10, LONGEST_TICK_MS), fired -> tick());
  }

  /** Looks no longer. */
  public void stop() {
    over = true;
    vertx.cancelTimer(timer);
  }

  private void tick() {
    long now = nowMs();
    ChannelHandlerContext channel = ((WebSocketInternal) socket).channelHandlerContext();
    if (sinceMs != NONE && !channel.channel().config().isAutoRead()) {
      // It is we who do not read on: that time is not the client's.
      sinceMs = now;
    }
    long left = limits.lifetimes().connectionMs() - (now - openedMs);
    if (sinceMs != NONE && now - sinceMs >= limits.patience().messageMs()) {
      exceeded(Limit.MESSAGE_MS, "A message did not end in time");
    } else if (left <= 0) {
      exceeded(Limit.CONNECTION_MS, "The connection has lasted as long as it may");
    } else if (!warned && left <= Lifetimes.warningMs(limits.lifetimes().connectionMs())) {
      warned = true;
      listener.endsSoon(left);
    }
  }

  private void exceeded(Limit limit, String reason) {
    if (!over) {
      stop();
      listener.exceeded(limit, reason);
    }
  }

  private static long nowMs() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /** Sees when a frame begins. */
  private final class Bytes extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (sinceMs == NONE && message instanceof ByteBuf bytes && bytes.isReadable()) {
        sinceMs = nowMs();
      }
      context.fireChannelRead(message);
    }
  }

  /** Sees when a frame, and a message, is complete. */
  private final class Frames extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof WebSocketFrame frame) {
        if (frame instanceof TextWebSocketFrame
            || frame instanceof BinaryWebSocketFrame
            || frame instanceof ContinuationWebSocketFrame) {
          fragmented = !frame.isFinalFragment();
        }
        if (!fragmented) {
          sinceMs = NONE;
        }
        if (!over && rates.tooManyFrames()) {
          loop.runOnContext(later -> exceeded(Limit.FRAMES_PER_SECOND, "Too many frames"));
        }
      }
      context.fireChannelRead(message);
    }
  }
}
