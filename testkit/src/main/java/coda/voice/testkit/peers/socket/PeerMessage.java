package coda.voice.testkit.peers.socket;

/** What a client sent over a WebSocket; fragments are put together. */
public sealed interface PeerMessage {
  /**
   * A text message.
   *
   * @param text decoded from UTF-8
   */
  record Text(String text) implements PeerMessage {}

  /**
   * A binary message.
   *
   * @param bytes belongs to the receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Binary(byte[] bytes) implements PeerMessage {}

  /**
   * A ping; it has been answered unless the connection was told not to.
   *
   * @param payload belongs to the receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Ping(byte[] payload) implements PeerMessage {}

  /**
   * A pong.
   *
   * @param payload belongs to the receiver
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Pong(byte[] payload) implements PeerMessage {}

  /**
   * A close frame; it has been answered unless the connection was told not to.
   *
   * @param code 1005 when it had none
   * @param reason may be empty
   */
  record Close(int code, String reason) implements PeerMessage {}
}
