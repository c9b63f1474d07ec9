package coda.voice.gateway.coda;

import static coda.voice.gateway.GatewayError.PROTOCOL_NOT_SUPPORTED;

import coda.voice.gateway.GatewayException;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events a client wants to be told, as {@code status}. Used on the connection's loop. */
final class Subscriptions {
  private static final Set<EventType> OWN =
      EnumSet.of(
          EventType.PROCESSING_STARTED,
          EventType.PROCESSING_PROGRESS,
          EventType.PROCESSING_COMPLETED,
          EventType.PROCESSING_FAILED,
          EventType.CONVERSATION_CREATED,
          EventType.CONVERSATION_UPDATED,
          EventType.CONVERSATION_ENDED,
          EventType.ERROR_OCCURRED,
          EventType.AUDIO_RECEIVED,
          EventType.AUDIO_PROCESSED,
          EventType.AUDIO_GENERATED,
          EventType.TOOL_STARTED,
          EventType.TOOL_ENDED,
          EventType.SPECULATION_ENDED,
          EventType.PROPOSAL_DROPPED,
          EventType.HISTORY_CORRECTED,
          EventType.TURN_ROUTED,
          EventType.TURN_ANSWERED,
          EventType.MODE_CHANGED,
          EventType.ENGINE_FALLBACK,
          EventType.ENGINE_RECOVERED,
          EventType.METRICS);

  private final Outbound out;
  private final Set<EventType> wanted = EnumSet.noneOf(EventType.class);
  private long events;

  Subscriptions(Outbound out) {
    this.out = out;
  }

  /**
   * Tells these from now on.
   *
   * @param types all of the client's own conversation
   * @throws GatewayException {@code PROTOCOL_NOT_SUPPORTED} for one that is not; then nothing
   *     changes
   */
  void subscribe(List<EventType> types) {
    for (EventType type : types) {
      if (!OWN.contains(type)) {
        String allowed = OWN.stream().map(EventType::wireName).toList().toString();
        throw new GatewayException(
            PROTOCOL_NOT_SUPPORTED,
            type.wireName()
                + " is not of this conversation and needs the monitor scope, which this server does"
                + " not have; allowed: "
                + allowed);
      }
    }
    wanted.addAll(types);
  }

  /** Tells these no longer. */
  void unsubscribe(List<EventType> types) {
    types.forEach(wanted::remove);
  }

  boolean wants(EventType type) {
    return wanted.contains(type);
  }

  /**
   * Something happened; told only if it is wanted.
   *
   * @param type what
   * @param data about it
   */
  void emit(EventType type, Map<String, Object> data) {
    if (wants(type)) {
      tell(type, data, Optional.empty());
    }
  }

  /** Something failed. */
  void errorOccurred(String code, String reference) {
    emit(EventType.ERROR_OCCURRED, Map.of("code", code, "reference", reference));
  }

  /**
   * Told in any case, as the answer to a message.
   *
   * @param type what
   * @param data about it
   * @param inReplyTo the client's message
   */
  void tell(EventType type, Map<String, Object> data, Optional<String> inReplyTo) {
    events++;
    out.answer(
        new ServerMessage.Status(
            type.wireName(), "e" + events, data, System.currentTimeMillis() / 1000.0),
        inReplyTo);
  }
}
