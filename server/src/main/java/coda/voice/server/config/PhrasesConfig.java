package coda.voice.server.config;

import coda.voice.gateway.PhraseDefaults;
import jakarta.validation.constraints.Pattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a session says by itself and takes for agreement.
 *
 * @param greeting said when a conversation with sound begins
 * @param idlePrompt said once when it has been quiet for long
 * @param noAnswer said when an answer fails before anything of it was heard
 * @param cutOff said when an answer breaks off
 * @param backchannels words that show attention and do not interrupt, joined by commas, those of
 *     different languages by semicolons
 */
public record PhrasesConfig(
    @Setting(
            value = "",
            about = "Said when a conversation with sound begins; empty for nothing.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(regexp = SENTENCE, message = SENTENCE_WORDS) String greeting,
    @Setting(
            value = "",
            about = "Said once after turns.idle_prompt_ms of quiet; empty for nothing.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(regexp = SENTENCE, message = SENTENCE_WORDS) String idlePrompt,
    @Setting(
            value = "",
            about =
                "Said when an answer fails before anything of it was heard; empty for the words of"
                    + " the language.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(regexp = SENTENCE, message = SENTENCE_WORDS) String noAnswer,
    @Setting(
            value = "",
            about = "Said when an answer breaks off; empty for the words of the language.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(regexp = SENTENCE, message = SENTENCE_WORDS) String cutOff,
    @Setting(
            value = "",
            about =
                "Words of agreement that do not interrupt, joined by commas; for one language, with"
                    + " its code before them (en: okay, go on; de: genau). Empty for those of the"
                    + " language.",
            applies = Applies.NEXT_CONVERSATION)
        @Pattern(
            regexp = "\\s*|" + LANGUAGE + "(;" + LANGUAGE + ")*",
            message = "phrases joined by commas, languages by semicolons")
        String backchannels) {

  private static final String PHRASE = "[^,;:]*[\\p{L}\\p{N}][^,;:]*";
  private static final String LANGUAGE = "(\\s*[a-z]{2,3}\\s*:)?" + PHRASE + "(," + PHRASE + ")*";

  /** A synthesiser takes no longer ones. */
  private static final String SENTENCE = ".{0,1000}";

  private static final String SENTENCE_WORDS = "a text of up to 1000 characters";

  /** The same for the gateway. */
  public PhraseDefaults toDefaults() {
    return new PhraseDefaults(greeting, idlePrompt, noAnswer, cutOff, backchannelsByLanguage());
  }

  private Map<String, List<String>> backchannelsByLanguage() {
    if (backchannels.isBlank()) {
      return Map.of();
    }
    Map<String, List<String>> byLanguage = new HashMap<>();
    for (String section : backchannels.split(";", -1)) {
      int colon = section.indexOf(':');
      String language =
          colon < 0 ? PhraseDefaults.ANY_LANGUAGE : section.substring(0, colon).strip();
      byLanguage
          .computeIfAbsent(language, any -> new ArrayList<>())
          .addAll(
              Arrays.stream(section.substring(colon + 1).split(",", -1))
                  .map(String::strip)
                  .toList());
    }
    return byLanguage;
  }
}
