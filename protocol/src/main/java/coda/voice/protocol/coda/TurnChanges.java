package coda.voice.protocol.coda;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Changes to how turns are taken, times in milliseconds; what is empty stays as it is. Ranges are
 * those of {@link TurnField}.
 *
 * @param preRollMs audio kept from before speech was noticed
 * @param minSpeechMs less speech than this is no turn
 * @param completeSilenceMs silence that ends a turn whose words certainly are all
 * @param silenceMs silence that ends a turn nobody can judge
 * @param incompleteSilenceMs silence that ends a turn whose words promise more
 * @param interruptionMs speech over the assistant before its words may interrupt
 * @param interruptionWords words over the assistant that interrupt it, those of agreement not
 *     counted; with 0 the length of the speech decides
 * @param falseInterruptionMs after so long without words a held answer goes on
 * @param finalTranscriptMs wait for the final transcript after a turn's end
 * @param firstTextMs wait for the first words of an answer
 * @param firstAudioMs wait for the first sound of an answer
 * @param replyBudgetMs longest time from turn end to first sound
 * @param stallMs longest pause inside an answer
 * @param toolMs how long an answer waits for its tools
 * @param maxTurnMs longest single turn of the user
 * @param idleMs a session without anything happening ends
 * @param idlePromptMs quiet after which the assistant speaks up once; 0 for never
 * @param suspensionMs how long a lost connection may take to come back; 0 for not at all
 * @param speculation whether answers are begun before it is certain that the turn is over
 * @param speechThreshold probability from which audio counts as speech, 0 to 1
 */
public record TurnChanges(
    OptionalInt preRollMs,
    OptionalInt minSpeechMs,
    OptionalInt completeSilenceMs,
    OptionalInt silenceMs,
    OptionalInt incompleteSilenceMs,
    OptionalInt interruptionMs,
    OptionalInt interruptionWords,
    OptionalInt falseInterruptionMs,
    OptionalInt finalTranscriptMs,
    OptionalInt firstTextMs,
    OptionalInt firstAudioMs,
    OptionalInt replyBudgetMs,
    OptionalInt stallMs,
    OptionalInt toolMs,
    OptionalInt maxTurnMs,
    OptionalInt idleMs,
    OptionalInt idlePromptMs,
    OptionalInt suspensionMs,
    Optional<Boolean> speculation,
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
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          Optional.empty(),
          OptionalDouble.empty());
}
