package coda.voice.protocol.realtime;

import java.util.List;
import java.util.Optional;

/**
 * That and how input is transcribed. What the client did not set is empty and not echoed.
 *
 * @param model its name
 * @param language ISO-639-1, for example {@code en}
 * @param prompt words that guide it
 * @param languages those to expect
 * @param keywords those to expect
 * @param delay how long it may wait for better words, for example {@code low}
 */
public record Transcription(
    Optional<String> model,
    Optional<String> language,
    Optional<String> prompt,
    List<String> languages,
    List<String> keywords,
    Optional<String> delay) {
  /** Nothing set. */
  public static final Transcription DEFAULT =
      new Transcription(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          List.of(),
          List.of(),
          Optional.empty());

  /** Keeps lists of its own. */
  public Transcription {
    languages = List.copyOf(languages);
    keywords = List.copyOf(keywords);
  }

  /**
   * The same with a model.
   *
   * @param name of the model
   */
  public Transcription withModel(String name) {
    return new Transcription(Optional.of(name), language, prompt, languages, keywords, delay);
  }
}
