package coda.voice.gateway.realtime.order;

import static coda.voice.gateway.realtime.order.RecordedSession.in;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker lets a good session pass, and notices each way to spoil it. */
class RealtimeOrderTest {
  /** A way to spoil a session, and the rule that is broken by it. */
  record Spoilt(Rule rule, String what, UnaryOperator<RecordedSession> by) {
    @Override
    public String toString() {
      return rule + ": " + what;
    }
  }

  private static Spoilt of(Rule rule, String what, UnaryOperator<RecordedSession> by) {
    return new Spoilt(rule, what, by);
  }

  static Stream<Spoilt> spoilt() {
    return Stream.of(first(), items(), responses(), outputs(), parts(), speech(), transcriptions())
        .flatMap(List::stream);
  }

  private static List<Spoilt> first() {
    return List.of(
        of(Rule.TYPE, "unknown", s -> s.change("error", 0, e -> e.put("type", "vendor.event"))),
        of(
            Rule.TYPE,
            "of another transport",
            s -> s.change("error", 0, e -> e.put("type", "output_audio_buffer.started"))),
        of(
            Rule.TYPE,
            "of the old dialect",
            s ->
                s.change(
                    "conversation.item.added", 0, e -> e.put("type", "conversation.item.created"))),
        of(Rule.TYPE, "of tools nobody declared", RealtimeOrderTest::listsTools),
        of(Rule.EVENT_ID, "none", s -> s.change("error", 0, e -> e.remove("event_id"))),
        of(Rule.EVENT_ID, "twice", s -> s.change("error", 0, e -> e.put("event_id", "event_0"))),
        of(Rule.EVENT_ID, "empty", s -> s.change("error", 0, e -> e.put("event_id", ""))),
        of(Rule.SESSION_FIRST, "missing", s -> s.drop("session.created", 0)),
        of(Rule.SESSION_FIRST, "twice", s -> s.repeat("session.created", 0)),
        of(Rule.SESSION_FIRST, "late", s -> s.swap("session.created", 0)),
        of(
            Rule.SESSION,
            "another id",
            s -> s.change("session.updated", 0, e -> in(e, "session").put("id", "x"))),
        of(
            Rule.SESSION,
            "not whole",
            s -> s.change("session.updated", 0, e -> in(e, "session").remove("tools"))),
        of(
            Rule.SESSION,
            "no echo of barge-in",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e ->
                        in(e, "session", "audio", "input", "turn_detection")
                            .remove("interrupt_response"))),
        of(
            Rule.SESSION,
            "two modalities",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e ->
                        in(e, "session")
                            .put("output_modalities", new JsonArray().add("text").add("audio")))),
        of(
            Rule.WHOLE_MS,
            "a fraction",
            s -> s.change("speech_started", 0, e -> e.put("audio_start_ms", 100.0))),
        of(
            Rule.WHOLE_MS,
            "a fraction inside",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e ->
                        in(e, "session", "audio", "input", "turn_detection")
                            .put("silence_duration_ms", 499.5))),
        of(
            Rule.ERROR,
            "no field for the code",
            s -> s.change("error", 0, e -> in(e, "error").remove("code"))),
        of(
            Rule.ERROR,
            "no words",
            s -> s.change("error", 0, e -> in(e, "error").put("message", ""))));
  }

  private static RecordedSession listsTools(RecordedSession session) {
    return session.add(
        "session.updated",
        0,
        new JsonObject().put("type", "mcp_list_tools.in_progress").put("item_id", "x"));
  }

  private static List<Spoilt> items() {
    return List.of(
        of(Rule.ITEM, "announced twice", s -> s.repeat("conversation.item.added", 2)),
        of(Rule.ITEM, "done twice", s -> s.repeat("conversation.item.done", 2)),
        of(Rule.ITEM, "never done", s -> s.drop("conversation.item.done", 5)),
        of(Rule.ITEM, "done before", s -> s.swap("conversation.item.added", 2)),
        of(
            Rule.ITEM,
            "in progress without a response",
            s ->
                s.change(
                    "conversation.item.added", 2, e -> in(e, "item").put("status", "in_progress"))),
        of(
            Rule.ITEM,
            "another role",
            s -> s.change("conversation.item.done", 2, e -> in(e, "item").put("role", "system"))),
        of(
            Rule.ITEM_SHAPE,
            "cancelled",
            s ->
                s.change(
                    "conversation.item.done", 3, e -> in(e, "item").put("status", "cancelled"))),
        of(
            Rule.ITEM_SHAPE,
            "null for a text",
            s ->
                s.change(
                    "conversation.item.added", 2, e -> in(e, "item", "content").putNull("text"))),
        of(
            Rule.ITEM_SHAPE,
            "no transcript",
            s ->
                s.change(
                    "conversation.item.added",
                    0,
                    e -> in(e, "item", "content").remove("transcript"))),
        of(
            Rule.ITEM_SHAPE,
            "sound where it is not retrieved",
            s ->
                s.change(
                    "conversation.item.added",
                    0,
                    e -> in(e, "item", "content").put("audio", "AAAA"))),
        of(
            Rule.ITEM_SHAPE,
            "content of a part",
            s ->
                s.change(
                    "output_item.done", 0, e -> in(e, "item", "content").put("type", "audio"))),
        of(
            Rule.PREDECESSOR,
            "unknown",
            s -> s.change("conversation.item.added", 2, e -> e.put("previous_item_id", "x"))),
        of(
            Rule.PREDECESSOR,
            "left out",
            s -> s.change("conversation.item.added", 2, e -> e.remove("previous_item_id"))),
        of(
            Rule.PREDECESSOR,
            "null for an answer",
            s -> s.change("conversation.item.added", 1, e -> e.putNull("previous_item_id"))),
        of(
            Rule.PREDECESSOR,
            "not the last",
            s -> s.change("conversation.item.added", 4, e -> e.put("previous_item_id", "u"))),
        of(
            Rule.PREDECESSOR,
            "deleted",
            s -> s.change("committed", 1, e -> e.put("previous_item_id", "b"))),
        of(Rule.ITEM_EXISTS, "deleted twice", s -> s.repeat("deleted", 0)),
        of(
            Rule.ITEM_EXISTS,
            "truncated, which never was",
            s -> s.change("truncated", 0, e -> e.put("item_id", "x"))),
        of(
            Rule.ITEM_EXISTS,
            "truncated before the beginning",
            s -> s.change("truncated", 0, e -> e.put("audio_end_ms", -1))),
        of(
            Rule.ITEM_EXISTS,
            "truncated, though a user's",
            s -> s.change("truncated", 0, e -> e.put("item_id", "u"))),
        of(
            Rule.ITEM_EXISTS,
            "retrieved, which never was",
            s -> s.change("retrieved", 0, e -> in(e, "item").put("id", "x"))),
        of(
            Rule.RETRIEVED,
            "other words",
            s ->
                s.change("retrieved", 0, e -> in(e, "item", "content").put("transcript", "hello"))),
        of(
            Rule.RETRIEVED,
            "more than was heard",
            s ->
                s.change(
                    "retrieved",
                    1,
                    e -> in(e, "item", "content").put("transcript", "one two three"))),
        of(
            Rule.RETRIEVED,
            "another status",
            s -> s.change("retrieved", 1, e -> in(e, "item").put("status", "completed"))));
  }

  private static List<Spoilt> responses() {
    return List.of(
        of(Rule.CREATED, "missing", s -> s.drop("response.created", 0)),
        of(Rule.CREATED, "late", s -> s.swap("response.created", 0)),
        of(Rule.CREATED, "twice", s -> s.repeat("response.created", 0)),
        of(
            Rule.CREATED,
            "without metadata",
            s -> s.change("response.created", 0, e -> in(e, "response").remove("metadata"))),
        of(
            Rule.CREATED,
            "where nobody answers",
            s ->
                s.change("session.updated", 0, e -> in(e, "session").put("type", "transcription"))),
        of(Rule.DONE, "missing", s -> s.drop("response.done", 0)),
        of(Rule.DONE, "twice", s -> s.repeat("response.done", 0)),
        of(Rule.DONE, "not last", s -> s.swap("output_item.done", 0)),
        of(
            Rule.DONE,
            "without its items",
            s ->
                s.change(
                    "response.done", 0, e -> in(e, "response").put("output", new JsonArray()))),
        of(
            Rule.DONE,
            "with other metadata",
            s ->
                s.change(
                    "response.done",
                    0,
                    e -> in(e, "response").put("metadata", new JsonObject().put("a", "b")))),
        of(
            Rule.ONE_RESPONSE,
            "two of the conversation",
            s ->
                s.change(
                    "response.created", 2, e -> in(e, "response").put("conversation_id", "c"))),
        of(
            Rule.USAGE,
            "null",
            s -> s.change("response.done", 3, e -> in(e, "response").putNull("usage"))),
        of(
            Rule.USAGE,
            "without details",
            s ->
                s.change(
                    "response.done",
                    0,
                    e -> in(e, "response", "usage").remove("input_token_details"))),
        of(
            Rule.USAGE,
            "in the beginning",
            s -> s.change("response.created", 0, e -> in(e, "response").remove("usage"))),
        of(
            Rule.STATUS,
            "unknown",
            s -> s.change("response.done", 0, e -> in(e, "response").put("status", "finished"))),
        of(
            Rule.STATUS,
            "without the key of details",
            s -> s.change("response.created", 0, e -> in(e, "response").remove("status_details"))),
        of(
            Rule.STATUS,
            "cancelled for no reason",
            s ->
                s.change(
                    "response.done", 3, e -> in(e, "response", "status_details").remove("reason"))),
        of(
            Rule.STATUS,
            "details of another",
            s ->
                s.change(
                    "response.done",
                    3,
                    e -> in(e, "response", "status_details").put("type", "failed"))),
        of(
            Rule.STATUS,
            "completed with half an item",
            s ->
                s.change(
                    "response.done",
                    3,
                    e -> in(e, "response").put("status", "completed").putNull("status_details"))),
        of(
            Rule.STATUS,
            "done in progress",
            s -> s.change("output_item.done", 1, e -> in(e, "item").put("status", "in_progress"))));
  }

  private static List<Spoilt> outputs() {
    return List.of(
        of(Rule.OUTPUT_ITEM, "missing", s -> s.drop("output_item.added", 0)),
        of(Rule.OUTPUT_ITEM, "after its announcement", s -> s.swap("output_item.added", 0)),
        of(
            Rule.OUTPUT_ITEM,
            "announced after its content",
            s -> s.swap("conversation.item.added", 3)),
        of(Rule.OUTPUT_ITEM, "not announced", s -> s.drop("conversation.item.added", 1)),
        of(Rule.OUTPUT_ITEM, "done first", s -> s.swap("conversation.item.done", 1)),
        of(
            Rule.OUTPUT_ITEM,
            "begins with content",
            s ->
                s.change(
                    "output_item.added",
                    0,
                    e -> in(e, "item").put("content", new JsonArray().add(new JsonObject())))),
        of(
            Rule.OUTPUT_ITEM,
            "wrong index",
            s -> s.change("output_item.added", 0, e -> e.put("output_index", 1))),
        of(
            Rule.OUTPUT_ITEM,
            "index of a delta",
            s -> s.change("output_audio.delta", 0, e -> e.put("output_index", 1))),
        of(
            Rule.OUTPUT_ITEM,
            "done otherwise than in the conversation",
            s -> s.change("output_item.done", 0, e -> in(e, "item").put("status", "incomplete"))),
        of(
            Rule.OUT_OF_BAND,
            "announced",
            s ->
                s.add(
                    "output_item.added",
                    1,
                    new JsonObject()
                        .put("type", "conversation.item.added")
                        .put("previous_item_id", "b")
                        .put(
                            "item",
                            new JsonObject()
                                .put("id", "d")
                                .put("type", "message")
                                .put("role", "assistant")
                                .put("status", "in_progress")
                                .put("content", new JsonArray())))),
        of(
            Rule.ARGUMENTS,
            "without the name",
            s -> s.change("arguments.done", 0, e -> e.remove("name"))),
        of(
            Rule.ARGUMENTS,
            "of another call",
            s -> s.change("arguments.delta", 0, e -> e.put("call_id", "x"))),
        of(Rule.ARGUMENTS, "not done", s -> s.drop("arguments.done", 0)),
        of(Rule.ARGUMENTS, "more after the end", s -> s.swap("arguments.delta", 0)));
  }

  private static List<Spoilt> parts() {
    return List.of(
        of(Rule.PART, "missing", s -> s.drop("content_part.added", 0)),
        of(Rule.PART, "late", s -> s.swap("content_part.added", 0)),
        of(
            Rule.PART,
            "of an unknown type",
            s -> s.change("part.added", 0, e -> in(e, "part").put("type", "output_audio"))),
        of(
            Rule.PART,
            "with a null",
            s -> s.change("part.added", 0, e -> in(e, "part").putNull("audio"))),
        of(
            Rule.PART,
            "wrong index",
            s -> s.change("part.added", 0, e -> e.put("content_index", 1))),
        of(Rule.PART, "sound not done", s -> s.drop("output_audio.done", 0)),
        of(Rule.PART, "sound done twice", s -> s.repeat("output_audio.done", 0)),
        of(Rule.PART, "words not done", s -> s.drop("output_audio_transcript.done", 0)),
        of(Rule.PART, "not done", s -> s.drop("content_part.done", 0)),
        of(Rule.PART, "done after its item", s -> s.swap("content_part.done", 0)),
        of(
            Rule.PART,
            "text in audio",
            s ->
                s.change("output_text.delta", 0, e -> e.put("item_id", "a"))
                    .change("output_text.delta", 0, e -> e.put("response_id", "r1"))),
        of(
            Rule.PART,
            "an empty delta",
            s -> s.change("output_text.delta", 0, e -> e.put("delta", ""))),
        of(Rule.CONCATENATION, "a delta is lost", s -> s.drop("transcript.delta", 0)),
        of(Rule.CONCATENATION, "a delta comes twice", s -> s.repeat("output_text.delta", 0)),
        of(
            Rule.CONCATENATION,
            "another whole",
            s -> s.change("output_text.done", 0, e -> e.put("text", "Well"))),
        of(
            Rule.CONCATENATION,
            "another part",
            s -> s.change("part.done", 0, e -> in(e, "part").put("transcript", "two"))),
        of(
            Rule.CONCATENATION,
            "other arguments",
            s -> s.change("arguments.done", 0, e -> e.put("arguments", "{ }"))),
        of(
            Rule.AUDIO,
            "no base64",
            s -> s.change("output_audio.delta", 0, e -> e.put("delta", "&&&"))),
        of(
            Rule.AUDIO,
            "half a sample",
            s -> s.change("output_audio.delta", 0, e -> e.put("delta", "AAAA"))));
  }

  private static List<Spoilt> speech() {
    return List.of(
        of(Rule.SPEECH, "stops, which had not started", s -> s.drop("speech_started", 0)),
        of(Rule.SPEECH, "starts twice", s -> s.repeat("speech_started", 0)),
        of(
            Rule.SPEECH,
            "another id",
            s -> s.change("speech_stopped", 0, e -> e.put("item_id", "x"))),
        of(
            Rule.SPEECH,
            "stops before it starts",
            s -> s.change("speech_stopped", 0, e -> e.put("audio_end_ms", 99))),
        of(
            Rule.SPEECH,
            "committed under another id",
            s -> s.change("committed", 0, e -> e.put("item_id", "x"))),
        of(
            Rule.SPEECH,
            "where nobody looks for it",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e -> in(e, "session", "audio", "input").putNull("turn_detection"))),
        of(Rule.COMMITTED, "committed twice", s -> s.repeat("committed", 0)),
        of(Rule.COMMITTED, "not added", s -> s.drop("conversation.item.added", 0)),
        of(Rule.COMMITTED, "added first", s -> s.swap("committed", 0)),
        of(
            Rule.COMMITTED,
            "another predecessor",
            s -> s.change("conversation.item.added", 0, e -> e.put("previous_item_id", "x"))),
        of(
            Rule.COMMITTED,
            "not the user's",
            s -> s.change("conversation.item.added", 0, e -> in(e, "item").put("role", "system"))),
        of(
            Rule.TIMEOUT,
            "nobody asked",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e ->
                        in(e, "session", "audio", "input", "turn_detection")
                            .putNull("idle_timeout_ms"))),
        of(Rule.TIMEOUT, "told of afterwards", s -> s.swap("timeout_triggered", 0)));
  }

  private static List<Spoilt> transcriptions() {
    return List.of(
        of(
            Rule.TRANSCRIPTION,
            "of no item",
            s -> s.change("transcription.delta", 0, e -> e.put("item_id", "x"))),
        of(
            Rule.TRANSCRIPTION,
            "that nobody wanted",
            s ->
                s.change(
                    "session.updated",
                    0,
                    e -> in(e, "session", "audio", "input").putNull("transcription"))),
        of(Rule.TRANSCRIPTION, "twice", s -> s.repeat("transcription.completed", 0)),
        of(Rule.TRANSCRIPTION, "more after the end", s -> s.swap("transcription.delta", 1)),
        of(
            Rule.TRANSCRIPTION,
            "without usage",
            s -> s.change("transcription.completed", 0, e -> e.remove("usage"))),
        of(
            Rule.TRANSCRIPTION,
            "a failure with a null",
            s ->
                s.change(
                    "transcription.completed",
                    0,
                    e ->
                        e.put("type", "conversation.item.input_audio_transcription.failed")
                            .put(
                                "error",
                                new JsonObject()
                                    .put("type", "server_error")
                                    .put("message", "no")
                                    .putNull("code")))),
        of(Rule.CONCATENATION, "a delta is lost", s -> s.drop("transcription.delta", 0)));
  }

  private static List<RealtimeOrder.Fault> faults(RecordedSession session) {
    RealtimeOrder order = new RealtimeOrder();
    session.events().forEach(order::saw);
    return order.ended();
  }

  @Test
  void shouldLetAGoodSessionPass() {
    assertThat(faults(new RecordedSession())).isEmpty();
  }

  @Test
  void shouldTellOfAResponseThatIsNotOverWhenNothingMoreComes() {
    RealtimeOrder order = new RealtimeOrder();
    List<JsonObject> events = new RecordedSession().events();
    events.subList(0, 13).forEach(order::saw);

    assertThat(order.faults()).isEmpty();
    assertThat(order.ended()).extracting(RealtimeOrder.Fault::rule).contains(Rule.DONE, Rule.ITEM);
  }

  @Test
  void shouldKnowTheToolsOfThoseWhoDeclareThem() {
    RecordedSession session =
        new RecordedSession()
            .change(
                "session.updated",
                0,
                e ->
                    in(e, "session")
                        .put("tools", new JsonArray().add(new JsonObject().put("type", "mcp"))));

    assertThat(faults(listsTools(session))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void shouldNotice(Spoilt spoilt) {
    assertThat(faults(spoilt.by().apply(new RecordedSession())))
        .extracting(RealtimeOrder.Fault::rule)
        .contains(spoilt.rule());
  }

  @Test
  void shouldHaveShownThatForEveryRule() {
    assertThat(spoilt().map(Spoilt::rule)).contains(Rule.values());
  }
}
