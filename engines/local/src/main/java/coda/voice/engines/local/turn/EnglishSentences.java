package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engines.local.assistant.Understanding;
import coda.voice.engines.local.english.Words;
import java.util.Optional;

/**
 * Judges English. A whole command of the assistant is complete unless it is one that people often
 * go on with; an ending that no sentence has ("and", "um", "the", digits being dictated) promises
 * more, the more surely the fewer exceptions it has.
 *
 * @param understanding knows the whole commands
 */
record EnglishSentences(Understanding understanding) {
  TurnOutlook judge(String text) {
    Words words = Words.of(text);
    if (words.isEmpty() || words.cut()) {
      return Outlooks.UNKNOWN;
    }
    if (Continuations.never(words)) {
      return Outlooks.CERTAIN;
    }
    Optional<TurnOutlook> unfinished = Endings.unfinished(words);
    if (unfinished.isPresent()) {
      return unfinished.get();
    }
    if (Numbers.dictated(words)) {
      return Outlooks.NUMBER_DICTATED;
    }
    return understanding.isWholeCommand(text) ? command(words) : other(words, text);
  }

  private static TurnOutlook command(Words words) {
    if (Continuations.likely(words)) {
      return Outlooks.OFTEN_MORE;
    }
    return Numbers.mayGrow(words) ? Outlooks.NUMBER_MAY_GROW : Outlooks.COMMAND;
  }

  private TurnOutlook other(Words words, String text) {
    if (Punctuation.open(text)) {
      return Outlooks.OPEN_PUNCTUATION;
    }
    if (Punctuation.question(text)) {
      return Outlooks.QUESTION_MARK;
    }
    if (Continuations.opening(words)) {
      return Outlooks.BEGINNING;
    }
    if (Continuations.questionWord(words)) {
      return Outlooks.QUESTION_WORD;
    }
    Optional<TurnOutlook> leadsOn = Endings.leadsOn(words);
    if (leadsOn.isPresent()) {
      return leadsOn.get();
    }
    if (lacksItsUnit(words)) {
      return Outlooks.UNIT_MISSING;
    }
    if (Numbers.mayGrow(words)) {
      return Outlooks.NUMBER_MAY_GROW;
    }
    return Endings.wholeQuestion(words) ? Outlooks.QUESTION : Outlooks.UNKNOWN;
  }

  /** Whether a number at the end would make a command if only its unit followed. */
  private boolean lacksItsUnit(Words words) {
    return Numbers.ends(words)
        && (understanding.isWholeCommand(words + " minutes")
            || understanding.isWholeCommand(words + " dice"));
  }
}
