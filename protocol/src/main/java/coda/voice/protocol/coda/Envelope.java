package coda.voice.protocol.coda;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A message with what surrounds it on the wire.
 *
 * @param message the {@code type} and {@code data}
 * @param messageId chosen by the sender, unique on the connection
 * @param timestamp when it was sent, in seconds since 1970; informational
 * @param conversationId the conversation it belongs to
 * @param inReplyTo server only: the client's message that this answers
 * @param seq server only: the number of the message in its conversation, from 1; empty for one that
 *     does not count
 */
public record Envelope<M extends CodaMessage>(
    M message,
    Optional<String> messageId,
    OptionalDouble timestamp,
    Optional<String> conversationId,
    Optional<String> inReplyTo,
    OptionalLong seq) {

  /**
   * A bare message.
   *
   * @param message what is said
   */
  public static <M extends CodaMessage> Envelope<M> of(M message) {
    return new Envelope<>(
        message,
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty());
  }

  /**
   * The same with an id.
   *
   * @param id at most 100 characters of {@code [A-Za-z0-9_.:-]}
   */
  public Envelope<M> withMessageId(String id) {
    return new Envelope<>(message, Optional.of(id), timestamp, conversationId, inReplyTo, seq);
  }

  /**
   * The same with a time.
   *
   * @param seconds since 1970
   */
  public Envelope<M> at(double seconds) {
    return new Envelope<>(
        message, messageId, OptionalDouble.of(seconds), conversationId, inReplyTo, seq);
  }

  /**
   * The same in a conversation.
   *
   * @param id of the conversation
   */
  public Envelope<M> in(String id) {
    return new Envelope<>(message, messageId, timestamp, Optional.of(id), inReplyTo, seq);
  }

  /**
   * The same as an answer.
   *
   * @param id of the message that is answered; empty when that had none
   */
  public Envelope<M> inReplyTo(Optional<String> id) {
    return new Envelope<>(message, messageId, timestamp, conversationId, id, seq);
  }

  /**
   * The same with a number.
   *
   * @param number at least 1
   */
  public Envelope<M> numbered(long number) {
    return new Envelope<>(
        message, messageId, timestamp, conversationId, inReplyTo, OptionalLong.of(number));
  }
}
