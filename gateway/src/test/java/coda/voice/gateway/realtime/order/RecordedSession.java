package coda.voice.gateway.realtime.order;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A session as it should be, after the sequences of the protocol: a spoken turn with its words and
 * a spoken answer, a text that the client sends, an answer with a call beside the conversation and
 * one in it, an answer that is cut and truncated, silence, and a mistake of the client. It can be
 * spoilt.
 */
final class RecordedSession {
  private static final String USAGE =
      "{'total_tokens':3,'input_tokens':1,'output_tokens':2,'input_token_details':{'text_tokens':1,'audio_tokens':0,'image_tokens':0,'cached_tokens':0,'cached_tokens_details':{'text_tokens':0,'audio_tokens':0,'image_tokens':0}},'output_token_details':{'text_tokens':2,'audio_tokens':0}}";

  private final List<JsonObject> events = new ArrayList<>();

  RecordedSession() {
    session("session.created", "null");
    session("session.updated", "5000");
    add("'type':'input_audio_buffer.speech_started','item_id':'u','audio_start_ms':100");
    add("'type':'input_audio_buffer.speech_stopped','item_id':'u','audio_end_ms':900");
    committed("u", "null");
    words("delta", "'delta':'hello '");
    words("delta", "'delta':'there'");
    words("completed", "'transcript':'hello there','usage':{'type':'duration','seconds':1}");
    spoken("r1", "a", "'u'", "completed", "null");
    retrieved("u", "user", "{'type':'input_audio','transcript':'hello there','audio':'AAAA'}");
    given("b", "'a'");
    add("'type':'response.created','response':" + response("r2", "'c'", "in_progress"));
    add("'type':'response.created','response':" + response("r3", "null", "in_progress"));
    written("r3", "d");
    called("r2", "f", "'b'");
    answered("r2", "'c'", call("f", "completed", "{}"));
    answered("r3", "null", text("d", "completed", "well"));
    spoken("r4", "e", "'f'", "cancelled", "{'type':'cancelled','reason':'turn_detected'}");
    add("'type':'conversation.item.truncated','item_id':'e','content_index':0,'audio_end_ms':20");
    retrieved("e", "assistant", "{'type':'output_audio','transcript':'one '}", "incomplete");
    add("'type':'conversation.item.deleted','item_id':'b'");
    add(
        "'type':'input_audio_buffer.timeout_triggered','item_id':'s','audio_start_ms':0,'audio_end_ms':900");
    committed("s", "'e'");
    add(
        "'type':'error','error':{'type':'invalid_request_error','code':null,'message':'no','param':null,'event_id':null}");
  }

  List<JsonObject> events() {
    return events;
  }

  private void add(String fields) {
    JsonObject event = new JsonObject(("{" + fields + "}").replace('\'', '"'));
    events.add(event.put("event_id", "event_" + events.size()));
  }

  private void session(String type, String timeout) {
    add(
        "'type':'%s','session':{'id':'sess','object':'realtime.session','type':'realtime','model':'m','expires_at':1,'output_modalities':['audio'],'instructions':'','tools':[],'tool_choice':'auto','max_output_tokens':'inf','truncation':'auto','tracing':null,'audio':{'input':{'format':{},'noise_reduction':null,'transcription':{'model':'w'},'turn_detection':{'type':'server_vad','threshold':0.5,'prefix_padding_ms':300,'silence_duration_ms':500,'idle_timeout_ms':%s,'create_response':true,'interrupt_response':true}},'output':{'format':{},'voice':'v','speed':1.0}}}"
            .formatted(type, timeout));
  }

  private void committed(String id, String previous) {
    add(
        "'type':'input_audio_buffer.committed','item_id':'%s','previous_item_id':%s"
            .formatted(id, previous));
    both(
        "{'id':'%s','object':'realtime.item','type':'message','role':'user','status':'completed','content':[{'type':'input_audio','transcript':null}]}"
            .formatted(id),
        previous);
  }

  private void both(String item, String previous) {
    item("added", item, previous);
    item("done", item, previous);
  }

  private void item(String what, String item, String previous) {
    add(
        "'type':'conversation.item.%s','previous_item_id':%s,'item':%s"
            .formatted(what, previous, item));
  }

  private void given(String id, String previous) {
    both(
        "{'id':'%s','type':'message','role':'user','status':'completed','content':[{'type':'input_text','text':'hi'}]}"
            .formatted(id),
        previous);
  }

  private void words(String what, String fields) {
    add(
        "'type':'conversation.item.input_audio_transcription.%s','item_id':'u','content_index':0,%s"
            .formatted(what, fields));
  }

  private void retrieved(String id, String role, String part) {
    retrieved(id, role, part, "completed");
  }

  private void retrieved(String id, String role, String part, String status) {
    add(
        "'type':'conversation.item.retrieved','item':{'id':'%s','type':'message','role':'%s','status':'%s','content':[%s]}"
            .formatted(id, role, status, part));
  }

  private static String response(String id, String conversation, String status) {
    return "{'object':'realtime.response','id':'%s','status':'%s','status_details':null,'output':[],'conversation_id':%s,'output_modalities':['audio'],'max_output_tokens':'inf','audio':{'output':{'format':{'type':'audio/pcm'}}},'usage':null,'metadata':null}"
        .formatted(id, status, conversation);
  }

  private static String message(String id, String status, String content) {
    return "{'id':'%s','type':'message','role':'assistant','status':'%s','content':[%s]}"
        .formatted(id, status, content);
  }

  private static String text(String id, String status, String words) {
    return message(id, status, "{'type':'output_text','text':'" + words + "'}");
  }

  private static String call(String id, String status, String arguments) {
    return "{'id':'%s','type':'function_call','call_id':'k','name':'n','status':'%s','arguments':'%s'}"
        .formatted(id, status, arguments);
  }

  private void part(String type, String response, String item, String fields) {
    add(
        "'type':'response.%s','response_id':'%s','item_id':'%s','output_index':0,'content_index':0%s"
            .formatted(type, response, item, fields));
  }

  private void output(String what, String response, String item) {
    add(
        "'type':'response.output_item.%s','response_id':'%s','output_index':0,'item':%s"
            .formatted(what, response, item));
  }

  private void spoken(String response, String id, String previous, String status, String details) {
    add("'type':'response.created','response':" + response(response, "'c'", "in_progress"));
    String begun = message(id, "in_progress", "");
    output("added", response, begun);
    item("added", begun, previous);
    part("content_part.added", response, id, ",'part':{'type':'audio','transcript':''}");
    part("output_audio_transcript.delta", response, id, ",'delta':'one '");
    part("output_audio.delta", response, id, ",'delta':'AAAAAA=='");
    part("output_audio_transcript.delta", response, id, ",'delta':'two'");
    part("output_audio.done", response, id, "");
    part("output_audio_transcript.done", response, id, ",'transcript':'one two'");
    part("content_part.done", response, id, ",'part':{'type':'audio','transcript':'one two'}");
    String item =
        message(
            id,
            status.equals("completed") ? status : "incomplete",
            "{'type':'output_audio','transcript':'one two'}");
    item("done", item, previous);
    output("done", response, item);
    ended(response, "'c'", status, details, item);
  }

  private void written(String response, String id) {
    output("added", response, message(id, "in_progress", ""));
    part("content_part.added", response, id, ",'part':{'type':'text','text':''}");
    part("output_text.delta", response, id, ",'delta':'well'");
    part("output_text.done", response, id, ",'text':'well'");
    part("content_part.done", response, id, ",'part':{'type':'text','text':'well'}");
    output("done", response, text(id, "completed", "well"));
  }

  private void called(String response, String id, String previous) {
    output("added", response, call(id, "in_progress", ""));
    item("added", call(id, "in_progress", ""), previous);
    part("function_call_arguments.delta", response, id, ",'call_id':'k','delta':'{}'");
    part(
        "function_call_arguments.done", response, id, ",'call_id':'k','name':'n','arguments':'{}'");
    item("done", call(id, "completed", "{}"), previous);
    output("done", response, call(id, "completed", "{}"));
  }

  private void answered(String response, String conversation, String item) {
    ended(response, conversation, "completed", "null", item);
  }

  private void ended(
      String response, String conversation, String status, String details, String item) {
    add(
        "'type':'response.done','response':"
            + response(response, conversation, status)
                .replace("'output':[]", "'output':[" + item + "]")
                .replace("'status_details':null", "'status_details':" + details)
                .replace("'usage':null", "'usage':" + USAGE));
  }

  // How it is spoilt.

  private int find(String type, int which) {
    int seen = 0;
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).getString("type").endsWith(type) && seen++ == which) {
        return i;
      }
    }
    throw new IllegalArgumentException("There is no " + type);
  }

  /** Changes an event, by the end of its type and its number from 0. */
  RecordedSession change(String type, int which, Consumer<JsonObject> change) {
    change.accept(events.get(find(type, which)));
    return this;
  }

  RecordedSession drop(String type, int which) {
    events.remove(find(type, which));
    return this;
  }

  /** An event comes again, under an id of its own. */
  RecordedSession repeat(String type, int which) {
    int at = find(type, which);
    events.add(at + 1, events.get(at).copy().put("event_id", "again"));
    return this;
  }

  /** Two neighbours change places: an event and the next. */
  RecordedSession swap(String type, int which) {
    int at = find(type, which);
    events.add(at + 1, events.remove(at));
    return this;
  }

  /** Something else comes after an event. */
  RecordedSession add(String type, int which, JsonObject extra) {
    events.add(find(type, which) + 1, extra.put("event_id", "extra"));
    return this;
  }

  /** What a field of an event holds. */
  static JsonObject in(JsonObject event, String... path) {
    JsonObject at = event;
    for (String key : path) {
      at =
          at.getValue(key) instanceof JsonArray array
              ? array.getJsonObject(0)
              : at.getJsonObject(key);
    }
    return at;
  }
}
