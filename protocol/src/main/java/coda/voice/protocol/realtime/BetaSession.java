package coda.voice.protocol.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flat session of the beta dialect, brought into the nested shape before it is read. */
final class BetaSession {
  /** Where the flat fields belong. */
  private static final Map<String, String> PLACES = places();

  /** Names that only a flat session has. */
  private static final Set<String> SIGNS =
      Set.of(
          "modalities",
          "voice",
          "input_audio_format",
          "output_audio_format",
          "turn_detection",
          "input_audio_transcription");

  private BetaSession() {}

  private static Map<String, String> places() {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("modalities", "output_modalities");
    places.put("max_response_output_tokens", "max_output_tokens");
    places.put("voice", "audio.output.voice");
    places.put("speed", "audio.output.speed");
    places.put("output_audio_format", "audio.output.format");
    places.put("input_audio_format", "audio.input.format");
    places.put("input_audio_transcription", "audio.input.transcription");
    places.put("input_audio_noise_reduction", "audio.input.noise_reduction");
    places.put("turn_detection", "audio.input.turn_detection");
    return places;
  }

  static boolean isFlat(Fields session, Dialect dialect) {
    return !session.has("type")
        && (dialect.isBeta() || SIGNS.stream().anyMatch(session.node()::has));
  }

  /** The session in the nested shape; what is nested already stays. */
  static ObjectNode nested(Fields session) {
    ObjectNode node = session.copy();
    PLACES.forEach(
        (flat, place) -> {
          JsonNode value = node.remove(flat);
          if (value != null) {
            put(session, node, place.split("\\.", -1), changed(session.path(flat), flat, value));
          }
        });
    return node;
  }

  private static void put(Fields session, ObjectNode node, String[] place, JsonNode value) {
    ObjectNode at = node;
    for (int step = 0; step < place.length - 1; step++) {
      JsonNode next = at.get(place[step]);
      if (next == null || next.isNull()) {
        next = at.putObject(place[step]);
      } else if (!next.isObject()) {
        throw Faults.type(session.path(place[step]), "an object", next);
      }
      at = (ObjectNode) next;
    }
    at.set(place[place.length - 1], value);
  }

  private static JsonNode changed(String path, String name, JsonNode value) {
    return switch (name) {
      case "modalities" -> modalities(path, value);
      case "input_audio_format", "output_audio_format" -> format(path, value);
      default -> value;
    };
  }

  private static JsonNode modalities(String path, JsonNode value) {
    return value.isNull()
        ? value
        : JsonNodeFactory.instance.arrayNode().add(modality(path, value).wireName());
  }

  /** {@code ["text","audio"]} is what is called {@code ["audio"]} today. */
  static OutputModality modality(String path, JsonNode value) {
    List<OutputModality> all =
        Fields.list(path, value, 2, (at, node) -> Fields.choice(at, node, OutputModality.values()));
    if (all.isEmpty()) {
      throw Faults.value(path, "an empty array", "[text], [audio, text]");
    }
    return all.contains(OutputModality.AUDIO) ? OutputModality.AUDIO : OutputModality.TEXT;
  }

  private static JsonNode format(String path, JsonNode value) {
    return value.isNull()
        ? value
        : JsonNodeFactory.instance
            .objectNode()
            .put("type", AudioJson.betaFormat(path, value).type());
  }

  /** A path of the nested shape as the client that wrote the flat one knows it. */
  static RealtimeError inFlatWords(String root, RealtimeError told) {
    Optional<String> param = told.param();
    if (param.isEmpty()) {
      return told;
    }
    String start = root.isEmpty() ? "" : root + ".";
    for (Map.Entry<String, String> each : PLACES.entrySet()) {
      String nested = start + each.getValue();
      String found = param.get();
      if (found.equals(nested)
          || found.startsWith(nested + ".")
          || found.startsWith(nested + "[")) {
        String flat = start + each.getKey();
        return new RealtimeError(
            told.type(),
            told.code(),
            told.message().replace("'" + nested, "'" + flat),
            Optional.of(flat + found.substring(nested.length())),
            told.eventId());
      }
    }
    return told;
  }
}
