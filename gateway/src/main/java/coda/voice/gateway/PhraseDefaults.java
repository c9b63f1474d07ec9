package coda.voice.gateway;

import coda.voice.conversation.Phrases;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What sessions say by themselves and take for agreement, as far as it is configured.
 *
 * @param greeting said when a conversation with sound begins; empty for nothing
 * @param idlePrompt said once when it has been quiet for long; empty for nothing
 * @param noAnswer said when an answer fails before anything of it was heard; empty for the usual
 *     words of the language
 * @param cutOff said when an answer breaks off; empty for the usual words of the language
 * @param backchannels words that show attention and do not interrupt, by primary language subtag
 *     ({@code en}), those of {@link #ANY_LANGUAGE} for all others; the usual ones of a language
 *     that is in none of them
 */
public record PhraseDefaults(
    String greeting,
    String idlePrompt,
    String noAnswer,
    String cutOff,
    Map<String, List<String>> backchannels) {
  /** The key of backchannels that belong to no language. */
  public static final String ANY_LANGUAGE = "";

  /** Nothing is configured. */
  public static final PhraseDefaults NONE = new PhraseDefaults("", "", "", "", Map.of());

  /** Copies the map. */
  public PhraseDefaults {
    backchannels = Map.copyOf(backchannels);
  }

  /**
   * What a session in a language says.
   *
   * @param language BCP 47
   */
  public Phrases in(String language) {
    Phrases usual = Phrases.of(language);
    return new Phrases(
        greeting,
        idlePrompt,
        noAnswer.isBlank() ? usual.noAnswer() : noAnswer,
        cutOff.isBlank() ? usual.cutOff() : cutOff,
        backchannelsIn(Locale.forLanguageTag(language).getLanguage()));
  }

  private List<String> backchannelsIn(String subtag) {
    return backchannels.getOrDefault(subtag, backchannels.getOrDefault(ANY_LANGUAGE, List.of()));
  }
}
