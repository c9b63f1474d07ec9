package coda.voice.gateway.coda;

import coda.voice.gateway.Heartbeat;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is sent to one client, in order, whatever socket it is on. While a conversation
 * goes on messages are numbered and kept, so that a client that lost its socket gets what it did
 * not receive; while it is away they only are kept. Used on the client's loop.
 */
final class Outbound implements Heartbeat.Line {
  /** Bytes that may wait for the socket: about two seconds of 24 kHz audio as hex. */
  private static final int QUEUE_BYTES = 256 * 1024;

  /** After so much the client is asked, by a ping, how far it has come. */
  private static final int MARK_BYTES = 64 * 1024;

  private final CodaCodec codec;
  private final ConnectionMetrics metrics;
  private final ReplayBuffer kept = new ReplayBuffer();
  private @Nullable ServerWebSocket socket;
  private String conversation = "";
  private long messages;
  private long unmarked;
  private boolean stopped;

  Outbound(CodaCodec codec, ConnectionMetrics metrics) {
    this.codec = codec;
    this.metrics = metrics;
  }

  /** What is sent goes here from now on. */
  void attach(ServerWebSocket next) {
    socket = next.setWriteQueueMaxSize(QUEUE_BYTES);
  }

  /** The client is away. */
  void detach() {
    socket = null;
  }

  /**
   * A conversation begins: its messages are numbered from 1, and what was kept of the one before is
   * forgotten.
   *
   * @param id of the conversation
   */
  void begin(String id) {
    conversation = id;
    kept.clear();
    unmarked = 0;
  }

  /** The conversation is over; what was kept of it still is. */
  void over() {
    conversation = "";
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
    if (stopped) {
      return;
    }
    if (conversation.isEmpty()) {
      aside(message, inReplyTo);
      return;
    }
    long seq = kept.next();
    String text = codec.encodeServer(envelope(message, inReplyTo).numbered(seq));
    kept.add(new ReplayBuffer.Sent.Text(seq, text));
    write(text);
  }

  /**
   * Sends something that concerns the connection and is of no use on the next one: it has no
   * number.
   *
   * @param message what
   * @param inReplyTo the client's {@code message_id}, if it gave one
   */
  void aside(ServerMessage message, Optional<String> inReplyTo) {
    if (!silent()) {
      write(codec.encodeServer(envelope(message, inReplyTo)));
    }
  }

  private Envelope<ServerMessage> envelope(ServerMessage message, Optional<String> inReplyTo) {
    messages++;
    Envelope<ServerMessage> envelope =
        Envelope.of(message)
            .withMessageId("s" + messages)
            .at(System.currentTimeMillis() / 1000.0)
            .inReplyTo(inReplyTo);
    return conversation.isEmpty() ? envelope : envelope.in(conversation);
  }

  /** Sends a binary frame; it counts, too. */
  void binary(byte[] frame) {
    if (stopped) {
      return;
    }
    if (!conversation.isEmpty()) {
      kept.add(new ReplayBuffer.Sent.Binary(kept.next(), frame));
    }
    write(frame);
  }

  private void write(String text) {
    ServerWebSocket to = socket;
    if (to != null && !to.isClosed()) {
      metrics.sent(text.length());
      to.writeTextMessage(text);
      mark(text.length());
    }
  }

  private void write(byte[] frame) {
    ServerWebSocket to = socket;
    if (to != null && !to.isClosed()) {
      metrics.sent(frame.length);
      to.writeBinaryMessage(Buffer.buffer(frame));
      mark(frame.length);
    }
  }

  /** A pong comes after everything that was sent before its ping. */
  private void mark(int bytes) {
    unmarked += bytes;
    if (unmarked >= MARK_BYTES) {
      ping();
    }
  }

  /** Sends a ping, which asks how far the client has come. */
  @Override
  public void ping() {
    ServerWebSocket to = socket;
    if (to != null && !to.isClosed()) {
      unmarked = 0;
      to.writePing(Buffer.buffer(ReplayBuffer.mark(kept.last())));
    }
  }

  /** The client answered a ping. */
  void pong(byte[] payload) {
    kept.received(ReplayBuffer.marked(payload));
  }

  /** Whether what a client has received so far can be gone on from. */
  boolean reaches(long lastSeq) {
    return kept.reaches(lastSeq);
  }

  /** How many messages the client has not received. */
  long missing(long lastSeq) {
    return kept.after(lastSeq);
  }

  /** Sends again what the client has not received. */
  void replay(long lastSeq) {
    kept.received(lastSeq);
    kept.replay(
        lastSeq,
        new ReplayBuffer.Sender() {
          @Override
          public void text(String message) {
            write(message);
          }

          @Override
          public void binary(byte[] message) {
            write(message);
          }
        });
  }

  /** Whether the client takes less than is sent; one that is away takes nothing. */
  @Override
  public boolean full() {
    ServerWebSocket to = socket;
    return to == null || (!silent() && to.writeQueueFull());
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
    kept.clear();
  }

  private boolean silent() {
    ServerWebSocket to = socket;
    return stopped || to == null || to.isClosed();
  }
}
