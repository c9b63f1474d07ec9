package coda.voice.gateway.coda;

import coda.voice.conversation.ProcessingMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.protocol.coda.EventType;
import java.util.Locale;
import java.util.Map;

/** Who answers and why, as {@code status} events. On the connection's loop. */
final class ModeEvents {
  private final Subscriptions events;

  ModeEvents(Subscriptions events) {
    this.events = events;
  }

  void routed(SessionNotice.Routed n) {
    events.emit(
        EventType.TURN_ROUTED,
        Map.of(
            "response_id",
            n.replyId(),
            "mode",
            name(n.mode()),
            "route",
            word(n.route()),
            "reasons",
            n.reasons(),
            "explored",
            n.explored()));
  }

  void answeredBy(SessionNotice.AnsweredBy n) {
    events.emit(
        EventType.TURN_ANSWERED,
        Map.of("response_id", n.replyId(), "answerer", word(n.answerer()), "reason", n.reason()));
  }

  void changed(SessionNotice.ModeChanged n) {
    events.emit(
        EventType.MODE_CHANGED,
        Map.of(
            "requested",
            name(n.requested()),
            "effective",
            name(n.effective()),
            "code",
            n.code(),
            "recovered",
            n.recovered()));
  }

  private static String name(ProcessingMode mode) {
    return Translate.mode(mode).wireName();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
