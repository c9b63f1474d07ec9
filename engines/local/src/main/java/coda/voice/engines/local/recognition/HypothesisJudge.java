package coda.voice.engines.local.recognition;

import coda.voice.engine.Transcript;
import coda.voice.engines.local.recognition.TwoPassDecoder.Hypotheses;
import java.util.OptionalDouble;

/**
 * Decides which of the two searches is believed.
 *
 * <p>The grammar finds a command in any sound, so its words are held against two others: free
 * phones (do these words explain the sound at all, on the whole and in their worst half second?)
 * and the language model (does something else explain it much better?). The limits were chosen on
 * the project's own test sentences; see {@code docs/recognition.md}.
 */
final class HypothesisJudge {
  /** How long the stretch is that must not fit badly, in frames. */
  private static final int STRETCH = 60;

  private static final double STRETCH_WEIGHT = 0.5;

  /** The language model counts no transitions, so the same words have this much more evidence. */
  private static final double NATURAL_LEAD = 0.9;

  /** How long a letter may take, in frames. */
  private static final int LONGEST_LETTER = 24;

  private static final int SHORTEST_LIMIT = 60;

  private static final double LEAST_COMMAND = -3.7;

  private static final double LEAST_COMMAND_ALONE = -1.5;

  private static final double LEAST_SENTENCE = -2.5;

  /** The final transcript. */
  Transcript last(Hypotheses heard) {
    return transcript(believed(heard));
  }

  /** The guess so far. */
  Transcript soFar(Hypotheses heard) {
    return transcript(believed(heard));
  }

  private static WordPath believed(Hypotheses heard) {
    WordPath command = heard.command();
    WordPath sentence = heard.sentence();
    // A language model without words heard silence or noise, or lost its way; only a command that
    // fits well is no imagination then.
    double least = sentence.isEmpty() ? LEAST_COMMAND_ALONE : LEAST_COMMAND;
    if (isCredible(command) && score(command, sentence) >= least) {
      return command;
    }
    return isCredible(sentence) && sentence.evidence() >= LEAST_SENTENCE ? sentence : WordPath.NONE;
  }

  /** Nobody takes this long for one word; steady noise does. */
  private static boolean isCredible(WordPath path) {
    return !path.isEmpty()
        && path.words().stream()
            .allMatch(word -> word.filler() || word.to() - word.from() <= longest(word.text()));
  }

  private static int longest(String word) {
    return Math.max(SHORTEST_LIMIT, LONGEST_LETTER * word.length());
  }

  private static double score(WordPath command, WordPath sentence) {
    double lead = sentence.isEmpty() ? 0 : sentence.evidence() - command.evidence() - NATURAL_LEAD;
    return command.evidence() + STRETCH_WEIGHT * command.weakest(STRETCH) - Math.max(0, lead);
  }

  private static Transcript transcript(WordPath path) {
    return new Transcript(
        path.text(),
        OptionalDouble.empty(),
        path.words().stream()
            .filter(word -> !word.filler())
            .map(word -> new Transcript.Word(word.text(), word.from() * 10L, word.to() * 10L))
            .toList());
  }
}
