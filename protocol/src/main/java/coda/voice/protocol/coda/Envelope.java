package coda.voice.protocol.coda;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A message with what surrounds it on the wire.
 *
 * @param message the {@code type} and {@code data}
 * @param messageId chosen by the sender, unique on the connection
 * @param timestamp when it was sent, in seconds since 1970; informational
 * @param conversationId the conversation it belongs to
 * @param inReplyTo server only: the client's message that this answers
 */
public record Envelope<M extends CodaMessage>(
    M message,
    Optional<String> messageId,
    OptionalDouble timestamp,
    Optional<String> conversationId,
    Optional<String> inReplyTo) {

  /**
   * A bare message.
   *
   * @param message what is said
   */
  public static <M extends CodaMessage> Envelope<M> of(M message) {
    return new Envelope<>(
        message, Optional.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The same with an id.
   *
   * @param id at most 100 characters of {@code [A-Za-z0-9_.:-]}
   */
  public Envelope<M> withMessageId(String id) {
    return new Envelope<>(message, Optional.of(id), timestamp, conversationId, inReplyTo);
  }

  /**
   * The same with a time.
   *
   * @param seconds since 1970
   */
  public Envelope<M> at(double seconds) {
    return new Envelope<>(
        message, messageId, OptionalDouble.of(seconds), conversationId, inReplyTo);
  }

  /**
   * The same in a conversation.
   *
   * @param id of the conversation
   */
  public Envelope<M> in(String id) {
    return new Envelope<>(message, messageId, timestamp, Optional.of(id), inReplyTo);
  }

  /**
   * The same as an answer.
   *
   * @param id of the message that is answered; empty when that had none
   */
  public Envelope<M> inReplyTo(Optional<String> id) {
    return new Envelope<>(message, messageId, timestamp, conversationId, id);
  }
}
