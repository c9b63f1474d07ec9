package coda.voice.conversation;

import coda.voice.conversation.turn.Apology;
import java.util.List;
import java.util.Locale;

/**
 * What the session itself says and takes for agreement, in the language of the conversation.
 *
 * @param greeting said when a conversation with sound begins; empty for nothing
 * @param idlePrompt said once when it has been quiet for long; empty for nothing
 * @param noAnswer said when an answer fails before anything of it was heard; not blank
 * @param cutOff said when an answer breaks off; not blank
 * @param backchannels words that show attention and do not interrupt; empty for the usual ones of
 *     the language
 */
public record Phrases(
    String greeting, String idlePrompt, String noAnswer, String cutOff, List<String> backchannels) {

  /** Copies the list and checks that there is an apology. */
  public Phrases {
    backchannels = List.copyOf(backchannels);
    if (noAnswer.isBlank() || cutOff.isBlank()) {
      throw new IllegalArgumentException("apologies must not be blank");
    }
  }

  /**
   * The usual ones, without a greeting and a prompt.
   *
   * @param language BCP 47; English where the language is not known
   */
  public static Phrases of(String language) {
    return switch (Locale.forLanguageTag(language).getLanguage()) {
      case "de" ->
          apologies(
              "Entschuldigung, das klappt gerade nicht.",
              "Entschuldigung, ich kann das gerade nicht zu Ende bringen.");
      case "fr" ->
          apologies(
              "Désolé, je n'y arrive pas pour le moment.", "Désolé, je ne peux pas continuer.");
      case "es" ->
          apologies("Lo siento, ahora mismo no puedo responder.", "Lo siento, no puedo continuar.");
      case "it" ->
          apologies(
              "Mi dispiace, ora non riesco a rispondere.", "Mi dispiace, non riesco a finire.");
      case "pt" ->
          apologies(
              "Desculpe, não consigo responder agora.", "Desculpe, não consigo terminar agora.");
      default ->
          apologies(
              "Sorry, I am having trouble answering right now.", "Sorry, I could not finish that.");
    };
  }

  private static Phrases apologies(String noAnswer, String cutOff) {
    return new Phrases("", "", noAnswer, cutOff, List.of());
  }

  /**
   * The words of an apology.
   *
   * @param apology which
   */
  public String words(Apology apology) {
    return switch (apology) {
      case NO_ANSWER -> noAnswer;
      case CUT_OFF -> cutOff;
    };
  }
}
