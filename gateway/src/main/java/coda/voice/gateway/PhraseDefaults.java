package coda.voice.gateway;

import coda.voice.conversation.Phrases;
import java.util.List;

/**
 * What sessions say by themselves and take for agreement, as far as it is configured.
 *
 * @param greeting said when a conversation with sound begins; empty for nothing
 * @param idlePrompt said once when it has been quiet for long; empty for nothing
 * @param noAnswer said when an answer fails before anything of it was heard; empty for the usual
 *     words of the language
 * @param cutOff said when an answer breaks off; empty for the usual words of the language
 * @param backchannels words that show attention and do not interrupt; empty for the usual ones of
 *     the language
 */
public record PhraseDefaults(
    String greeting, String idlePrompt, String noAnswer, String cutOff, List<String> backchannels) {
  /** Nothing is configured. */
  public static final PhraseDefaults NONE = new PhraseDefaults("", "", "", "", List.of());

  /** Copies the list. */
  public PhraseDefaults {
    backchannels = List.copyOf(backchannels);
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
        backchannels);
  }
}
