package coda.voice.client;

import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.ServerMessage.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server with a duplex model tells of who answers, in {@code status} messages, to whoever
 * subscribed to {@link #EVENTS}. Names are those of the protocol; a newer server may know more.
 */
public sealed interface ModeNews {
  /** What to subscribe to. */
  List<EventType> EVENTS =
      List.of(EventType.TURN_ROUTED, EventType.TURN_ANSWERED, EventType.MODE_CHANGED);

  /**
   * It was decided who is to answer a turn.
   *
   * @param responseId the answer
   * @param mode in which it was decided
   * @param route who is asked: {@code chain}, {@code duplex}, {@code parallel}, {@code sequential}
   * @param reasons short phrases for people, the most important first
   * @param explored whether it was tried to gain experience
   */
  record Routed(
      String responseId, String mode, String route, List<String> reasons, boolean explored)
      implements ModeNews {
    /** Copies the reasons. */
    public Routed {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * From now on this one's answer is heard.
   *
   * @param responseId the answer
   * @param answerer {@code chain} or {@code duplex}
   * @param reason a short phrase for people
   */
  record Answered(String responseId, String answerer, String reason) implements ModeNews {}

  /**
   * The conversation works in another mode than the one that was asked for, or does so no longer.
   *
   * @param requested what was asked for
   * @param effective how it works now
   * @param code why; empty when all is well again
   * @param recovered whether it works as it was asked to
   */
  record Changed(String requested, String effective, String code, boolean recovered)
      implements ModeNews {}

  /**
   * What a status message says of it.
   *
   * @param status any
   * @return empty when it is about something else
   */
  static Optional<ModeNews> of(Status status) {
    Map<String, Object> data = status.data();
    String type = status.eventType();
    if (type.equals(EventType.TURN_ROUTED.wireName())) {
      return Optional.of(
          new Routed(
              text(data, "response_id"),
              text(data, "mode"),
              text(data, "route"),
              texts(data.get("reasons")),
              flag(data, "explored")));
    } else if (type.equals(EventType.TURN_ANSWERED.wireName())) {
      return Optional.of(
          new Answered(text(data, "response_id"), text(data, "answerer"), text(data, "reason")));
    } else if (type.equals(EventType.MODE_CHANGED.wireName())) {
      return Optional.of(
          new Changed(
              text(data, "requested"),
              text(data, "effective"),
              text(data, "code"),
              flag(data, "recovered")));
    }
    return Optional.empty();
  }

  private static String text(Map<String, Object> data, String key) {
    return String.valueOf(data.getOrDefault(key, ""));
  }

  private static boolean flag(Map<String, Object> data, String key) {
    return Boolean.TRUE.equals(data.get(key));
  }

  private static List<String> texts(@Nullable Object list) {
    return list instanceof List<?> items ? items.stream().map(String::valueOf).toList() : List.of();
  }
}
