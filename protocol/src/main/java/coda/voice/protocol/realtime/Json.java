package coda.voice.protocol.realtime;

import coda.voice.protocol.WellFormed;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A JSON value that is handed on as it is, for example the schema of a tool's parameters.
 *
 * @param text of exactly one JSON value
 */
public record Json(String text) {
  /**
   * A JSON value.
   *
   * @throws IllegalArgumentException when the text is not exactly one JSON value
   */
  public Json {
    Mapping.tree(text);
  }

  static Json of(JsonNode node) {
    return new Json(WellFormed.text(Mapping.text(node)));
  }

  JsonNode node() {
    return Mapping.tree(text);
  }
}
