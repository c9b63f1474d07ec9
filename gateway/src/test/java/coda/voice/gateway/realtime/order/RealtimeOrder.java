package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at the events of a session one after the other and tells what is out of order. It knows the
 * protocol and nothing of the server, so that it can be held against recordings of any. Used by one
 * thread at a time.
 *
 * <p>What comes after a fault is looked at as if nothing had been, so one mistake may be told of
 * several times.
 */
public final class RealtimeOrder {
  private static final Set<String> TYPES =
      Set.of(
          "error",
          "session.created",
          "session.updated",
          "input_audio_buffer.speech_started",
          "input_audio_buffer.speech_stopped",
          "input_audio_buffer.committed",
          "input_audio_buffer.cleared",
          "input_audio_buffer.timeout_triggered",
          "conversation.item.added",
          "conversation.item.done",
          "conversation.item.retrieved",
          "conversation.item.deleted",
          "conversation.item.truncated",
          "conversation.item.input_audio_transcription.delta",
          "conversation.item.input_audio_transcription.completed",
          "conversation.item.input_audio_transcription.failed",
          "response.created",
          "response.done",
          "response.output_item.added",
          "response.output_item.done",
          "response.content_part.added",
          "response.content_part.done",
          "response.output_audio.delta",
          "response.output_audio.done",
          "response.output_audio_transcript.delta",
          "response.output_audio_transcript.done",
          "response.output_text.delta",
          "response.output_text.done",
          "response.function_call_arguments.delta",
          "response.function_call_arguments.done",
          "rate_limits.updated");

  private final Findings findings = new Findings();
  private final Set<String> eventIds = new HashSet<>();
  private final SessionEcho session = new SessionEcho(findings);
  private final ResponseOrder responses = new ResponseOrder(findings, session);
  private final ItemOrder items = new ItemOrder(findings, responses);
  private final SpeechOrder speech = new SpeechOrder(findings, session, items);

  /**
   * Something that is not as it should be.
   *
   * @param rule which one was broken
   * @param at the number of the event, from 0
   * @param words for people
   */
  public record Fault(Rule rule, int at, String words) {}

  /** The client declares tools of other servers, for the session or a single response. */
  public void declaresRemoteTools() {
    session.declaresRemoteTools();
  }

  /** The next event of the server. */
  public void saw(JsonObject event) {
    findings.lookAt(event);
    String type = findings.type();
    boolean tools = type.startsWith("mcp_list_tools.") || type.startsWith("response.mcp_call");
    findings.check(
        Rule.TYPE, TYPES.contains(type) || tools && session.remoteTools(), "there is such a type");
    String id = findings.text("event_id");
    findings.check(
        Rule.EVENT_ID, id != null && !id.isBlank() && eventIds.add(id), "event_id is a new text");
    wholeTimes(event);
    session.saw();
    if (type.equals("error")) {
      error();
    } else if (type.startsWith("response.")) {
      responses.saw();
    } else if (type.startsWith("conversation.item.input_audio_transcription.")) {
      speech.transcription();
    } else if (type.startsWith("conversation.item.")) {
      speech.item();
      items.saw();
    } else if (type.startsWith("input_audio_buffer.")) {
      speech.saw();
    }
  }

  private void wholeTimes(Object value) {
    switch (value) {
      case JsonObject object ->
          object.forEach(
              field -> {
                findings.check(
                    Rule.WHOLE_MS,
                    !field.getKey().endsWith("_ms")
                        || field.getValue() == null
                        || field.getValue() instanceof Integer
                        || field.getValue() instanceof Long,
                    field.getKey() + " is a whole number");
                if (field.getValue() != null) {
                  wholeTimes(field.getValue());
                }
              });
      case JsonArray array -> array.stream().filter(each -> each != null).forEach(this::wholeTimes);
      default -> {
        // Only times are looked at.
      }
    }
  }

  private void error() {
    JsonObject error = findings.object(Rule.ERROR, findings.event(), "error");
    findings.check(
        Rule.ERROR,
        error.getValue("type") instanceof String
            && error.getValue("message") instanceof String words
            && !words.isBlank(),
        "an error has a type and a message");
    for (String key : List.of("code", "param", "event_id")) {
      findings.check(
          Rule.ERROR,
          error.containsKey(key)
              && (error.getValue(key) == null || error.getValue(key) instanceof String),
          "an error has a " + key);
    }
  }

  /** What was wrong so far. */
  public List<Fault> faults() {
    return findings.faults();
  }

  /** Whether all that began has ended so far. */
  public boolean quiet() {
    return responses.quiet() && items.quiet();
  }

  /**
   * What was wrong, when nothing more is expected: all that began has ended.
   *
   * @return the faults
   */
  public List<Fault> ended() {
    findings.lookAt(new JsonObject());
    responses.ended();
    items.ended();
    return findings.faults();
  }
}
