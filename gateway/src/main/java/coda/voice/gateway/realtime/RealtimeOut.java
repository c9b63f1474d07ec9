package coda.voice.gateway.realtime;

import coda.voice.gateway.GateMeters;
import coda.voice.gateway.Heartbeat;
import coda.voice.protocol.realtime.AudioDeltas;
import coda.voice.protocol.realtime.Dialect;
import coda.voice.protocol.realtime.PartIds;
import coda.voice.protocol.realtime.RealtimeError;
import coda.voice.protocol.realtime.RealtimeWriter;
import coda.voice.protocol.realtime.ServerEvent;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.http.WebSocketFrameType;
import io.vertx.core.http.impl.websocket.WebSocketFrameImpl;
import java.nio.charset.StandardCharsets;

/** Everything that is sent to one client, in order. Used on the client's loop. */
final class RealtimeOut implements Heartbeat.Line {
  /** Bytes that may wait for the socket: about four seconds of audio. */
  private static final int QUEUE_BYTES = 256 * 1024;

  private final ServerWebSocket socket;
  private final RealtimeWriter writer;
  private final GateMeters meters;
  private boolean stopped;

  RealtimeOut(ServerWebSocket socket, Dialect dialect, GateMeters meters) {
    this.socket = socket.setWriteQueueMaxSize(QUEUE_BYTES);
    this.writer = new RealtimeWriter(dialect);
    this.meters = meters;
  }

  /** Sends an event, if the client's dialect has it. */
  void send(ServerEvent event) {
    if (!stopped && !socket.isClosed()) {
      writer.write(event).ifPresent(text -> frame(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  void error(RealtimeError error) {
    send(new ServerEvent.ErrorOccurred(error));
  }

  /** How the audio of a part is written. */
  AudioDeltas audioOf(PartIds ids) {
    return writer.audioDeltas(ids);
  }

  /** Sends a piece of audio. */
  void audio(AudioDeltas deltas, byte[] audio, int length) {
    if (!stopped && !socket.isClosed()) {
      frame(deltas.message(audio, 0, length));
    }
  }

  private void frame(byte[] utf8) {
    meters.sent(utf8.length);
    socket.writeFrame(textFrame(utf8));
  }

  /** A text frame of bytes that are UTF-8 already, so that nobody makes characters of them. */
  private static WebSocketFrame textFrame(byte[] utf8) {
    return new WebSocketFrameImpl(WebSocketFrameType.TEXT, Unpooled.wrappedBuffer(utf8), true);
  }

  @Override
  public void ping() {
    if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer("."));
    }
  }

  @Override
  public boolean full() {
    return !stopped && !socket.isClosed() && socket.writeQueueFull();
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
  }
}
