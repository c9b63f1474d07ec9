package coda.voice.protocol.realtime;

/**
 * A part of an answer in {@code response.content_part.added} and {@code .done}, where it has other
 * names than in an item.
 */
public sealed interface ContentPart {
  /**
   * Speech.
   *
   * @param transcript its words; {@code ""} when it is added
   */
  record Audio(String transcript) implements ContentPart {}

  /**
   * Text.
   *
   * @param text what it says; {@code ""} when it is added
   */
  record Text(String text) implements ContentPart {}
}
