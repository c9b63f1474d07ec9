package coda.voice.server.cli;

import coda.voice.conversation.journal.Replay;
import coda.voice.conversation.timeline.Timeline;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A replay for programs. Times are ms of session time. */
final class ReplayJson {
  private ReplayJson() {}

  static String of(Timeline timeline, List<Replay.Difference> differences)
      throws JsonProcessingException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("conversation_id", timeline.conversationId());
    json.put("started_at", timeline.startedAt().toString());
    json.put("end_ms", timeline.endMs());
    timeline.missing().ifPresent(why -> json.put("incomplete", why));
    json.put("ok", differences.isEmpty());
    json.put(
        "differences",
        differences.stream()
            .map(d -> Map.of("line", d.line(), "difference", d.toString()))
            .toList());
    json.put("stretches", timeline.stretches().stream().map(ReplayJson::stretch).toList());
    json.put("moments", timeline.moments().stream().map(ReplayJson::moment).toList());
    return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(json);
  }

  private static Map<String, Object> stretch(Timeline.Stretch stretch) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from_ms", stretch.fromMs());
    json.put("to_ms", stretch.toMs());
    json.put("who", word(stretch.kind().lane()));
    json.put("what", word(stretch.kind()));
    json.put("name", stretch.name());
    json.put("words", stretch.words());
    return json;
  }

  private static Map<String, Object> moment(Timeline.Moment moment) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at_ms", moment.atMs());
    json.put("who", word(moment.lane()));
    json.put("what", moment.what());
    json.put("detail", moment.detail());
    return json;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
