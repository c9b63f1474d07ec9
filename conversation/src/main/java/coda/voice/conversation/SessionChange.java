package coda.voice.conversation;

import java.util.Optional;

/**
 * What to change in a live session; a reply that is running keeps what it began with.
 *
 * @param mode who answers
 * @param voice a voice of the synthesiser
 * @param language BCP 47
 * @param turns all times of turn-taking
 * @param answers how answers are given
 */
public record SessionChange(
    Optional<ProcessingMode> mode,
    Optional<String> voice,
    Optional<String> language,
    Optional<TurnSettings> turns,
    Optional<AnswerSettings> answers) {

  /**
   * A change that leaves alone how answers are given.
   *
   * @param mode see above
   * @param voice see above
   * @param language see above
   * @param turns see above
   */
  public SessionChange(
      Optional<ProcessingMode> mode,
      Optional<String> voice,
      Optional<String> language,
      Optional<TurnSettings> turns) {
    this(mode, voice, language, turns, Optional.empty());
  }
}
