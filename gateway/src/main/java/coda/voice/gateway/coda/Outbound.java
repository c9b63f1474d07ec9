package coda.voice.gateway.coda;

import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;

/**
 * Everything that is sent to one client, in order. After {@link #stop} nothing is sent any more.
 * Used on the connection's loop.
 */
final class Outbound {
  /** Bytes that may wait for the socket: about two seconds of 24 kHz audio as hex. */
  private static final int QUEUE_BYTES = 256 * 1024;

  private final ServerWebSocket socket;
  private final CodaCodec codec;
  private final ConnectionMetrics metrics;
  private String conversation = "";
  private long messages;
  private boolean stopped;

  Outbound(ServerWebSocket socket, CodaCodec codec, ConnectionMetrics metrics) {
    this.socket = socket.setWriteQueueMaxSize(QUEUE_BYTES);
    this.codec = codec;
    this.metrics = metrics;
  }

  /**
   * What envelopes say from now on.
   *
   * @param id of the conversation, or empty when there is none
   */
  void conversation(String id) {
    conversation = id;
  }

  /** Sends something by itself. */
  void send(ServerMessage message) {
    answer(message, Optional.empty());
  }

  /**
   * Sends an answer.
   *
   * @param message what
   * @param inReplyTo the client's {@code message_id}, if it gave one
   */
  void answer(ServerMessage message, Optional<String> inReplyTo) {
    if (silent()) {
      return;
    }
    messages++;
    Envelope<ServerMessage> envelope =
        Envelope.of(message)
            .withMessageId("s" + messages)
            .at(System.currentTimeMillis() / 1000.0)
            .inReplyTo(inReplyTo);
    String text = codec.encodeServer(conversation.isEmpty() ? envelope : envelope.in(conversation));
    metrics.sent(text.length());
    socket.writeTextMessage(text);
  }

  /** Sends a binary frame. */
  void binary(byte[] frame) {
    if (!silent()) {
      metrics.sent(frame.length);
      socket.writeBinaryMessage(Buffer.buffer(frame));
    }
  }

  /** Sends a ping. */
  void ping() {
    if (!silent()) {
      socket.writePing(Buffer.buffer());
    }
  }

  /** Whether the client takes less than is sent. */
  boolean full() {
    return !silent() && socket.writeQueueFull();
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
  }

  private boolean silent() {
    return stopped || socket.isClosed();
  }
}
