package coda.voice.protocol.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Text to trees and back, hardened: bounded depth, names, numbers and tokens; a field given twice
 * is refused.
 */
final class Mapping {
  static final int MAX_DEPTH = 64;
  static final int MAX_NAME = 512;
  static final int MAX_NUMBER = 60;
  static final int MAX_TOKENS = 200_000;

  private static final JsonMapper PLAIN = mapper(Integer.MAX_VALUE);

  private Mapping() {}

  static JsonMapper mapper(int maxCharacters) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(maxCharacters)
                    .maxStringLength(maxCharacters)
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNameLength(MAX_NAME)
                    .maxNumberLength(MAX_NUMBER)
                    .maxTokenCount(MAX_TOKENS)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  static JsonNode tree(String text) {
    try {
      JsonNode node = PLAIN.readTree(text);
      if (node.isMissingNode()) {
        throw new IllegalArgumentException("There is no JSON value in an empty text");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The text is not one JSON value", e);
    }
  }

  static String text(JsonNode node) {
    try {
      return PLAIN.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of plain values is always JSON", e);
    }
  }
}
