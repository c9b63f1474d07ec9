package coda.voice.protocol.coda;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Changes to the times of turn-taking, in milliseconds; what is empty stays as it is. Ranges are
 * those of {@link TurnField}.
 *
 * @param preRollMs audio kept from before speech was noticed
 * @param minSpeechMs less speech than this is no turn
 * @param completeSilenceMs silence that ends a turn whose words are a whole command
 * @param silenceMs silence that ends a turn nobody can judge
 * @param incompleteSilenceMs silence that ends a turn whose words promise more
 * @param interruptionMs speech over the assistant that counts as an interruption
 * @param falseInterruptionMs after so long without words a held answer goes on
 * @param finalTranscriptMs wait for the final transcript after a turn's end
 * @param firstTextMs wait for the first words of an answer
 * @param firstAudioMs wait for the first sound of an answer
 * @param replyBudgetMs longest time from turn end to first sound
 * @param stallMs longest pause inside an answer
 * @param maxTurnMs longest single turn of the user
 * @param idleMs a session without anything happening ends
 * @param speechThreshold probability from which audio counts as speech, 0 to 1
 */
public record TurnChanges(
    OptionalInt preRollMs,
    OptionalInt minSpeechMs,
    OptionalInt completeSilenceMs,
    OptionalInt silenceMs,
    OptionalInt incompleteSilenceMs,
    OptionalInt interruptionMs,
    OptionalInt falseInterruptionMs,
    OptionalInt finalTranscriptMs,
    OptionalInt firstTextMs,
    OptionalInt firstAudioMs,
    OptionalInt replyBudgetMs,
    OptionalInt stallMs,
    OptionalInt maxTurnMs,
    OptionalInt idleMs,
    OptionalDouble speechThreshold) {

  /** Nothing changes. */
  public static final TurnChanges NONE =
      new TurnChanges(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty());
}
