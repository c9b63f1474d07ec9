package coda.voice.client;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.ServerMessage;

/**
 * What happens to a client. After {@link GaveUp} or {@link Closed}, one of which comes at most
 * once, nothing follows.
 */
public sealed interface CodaEvent {
  /**
   * The connection stands; conversation and voice, if there were any, are open again.
   *
   * @param clientId the server's name for the connection
   * @param attempt 0 for the first connection, else which attempt succeeded
   * @param droppedAudio pieces of audio lost since the client exists
   */
  record Connected(String clientId, int attempt, long droppedAudio) implements CodaEvent {}

  /**
   * The connection is lost, or an attempt failed; it is tried again.
   *
   * @param attempt from 1
   * @param delayMs until then
   * @param reason why it was lost, for people
   */
  record Reconnecting(int attempt, long delayMs, String reason) implements CodaEvent {}

  /**
   * The conversation goes on over a new connection, with nothing lost or doubled. What was said
   * meanwhile follows, then {@link Connected}.
   *
   * @param conversationId its name
   * @param missed how many messages of the server follow
   */
  record Resumed(String conversationId, long missed) implements CodaEvent {}

  /**
   * The conversation could not go on, so another one is begun under the same name; {@link
   * Connected} follows when it has. What was not heard of the old one is lost.
   *
   * @param code why, from the server
   */
  record BegunAnew(String code) implements CodaEvent {}

  /**
   * The connection stays lost.
   *
   * @param attempts that failed
   * @param reason of the last one, for people
   */
  record GaveUp(int attempts, String reason) implements CodaEvent {}

  /**
   * The connection ended as it should: either side closed it normally.
   *
   * @param code of the WebSocket
   * @param reason of the WebSocket
   */
  record Closed(int code, String reason) implements CodaEvent {}

  /**
   * The server says something; answers to requests come here, too.
   *
   * @param envelope what
   */
  record Message(Envelope<ServerMessage> envelope) implements CodaEvent {}

  /**
   * Audio of a reply in a binary frame.
   *
   * @param frame the audio
   */
  record Audio(BinaryFrame frame) implements CodaEvent {}

  /**
   * The server says something that cannot be understood; it is passed over.
   *
   * @param problem why
   */
  record Malformed(ProtocolException problem) implements CodaEvent {}
}
