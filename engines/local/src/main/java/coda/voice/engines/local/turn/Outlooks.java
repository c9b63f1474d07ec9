package coda.voice.engines.local.turn;

import coda.voice.engine.TurnDetector.TurnOutlook;

/**
 * What words can say about a pause. With the usual settings 0 waits 2500 ms, 0.5 waits 1000 ms and
 * 1 waits 200 ms, and in proportion between.
 */
final class Outlooks {
  static final TurnOutlook CERTAIN = new TurnOutlook(1, "last words");
  static final TurnOutlook COMMAND = TurnOutlook.COMPLETE;
  static final TurnOutlook QUESTION_MARK = new TurnOutlook(0.9, "question mark");
  static final TurnOutlook QUESTION = new TurnOutlook(0.7, "whole question");

  static final TurnOutlook OFTEN_MORE = new TurnOutlook(0.5, "whole, but often goes on");
  static final TurnOutlook NUMBER_MAY_GROW = new TurnOutlook(0.5, "number may go on");
  static final TurnOutlook UNKNOWN = TurnOutlook.UNKNOWN;

  /** "What" may be a question by itself, so it waits 1600 ms only. */
  static final TurnOutlook QUESTION_WORD = new TurnOutlook(0.3, "question word alone");

  static final TurnOutlook OPEN_PUNCTUATION = new TurnOutlook(0.15, "open punctuation");
  static final TurnOutlook OPEN_ENDING = new TurnOutlook(0.15, "open ending");
  static final TurnOutlook FILLER = new TurnOutlook(0.1, "filler");
  static final TurnOutlook OPEN_VERB = new TurnOutlook(0.1, "open verb");
  static final TurnOutlook OPEN_SUBJECT = new TurnOutlook(0.1, "open subject");
  static final TurnOutlook OPEN_PREPOSITION = new TurnOutlook(0.1, "open preposition");
  static final TurnOutlook NUMBER_DICTATED = new TurnOutlook(0.1, "number being dictated");
  static final TurnOutlook UNIT_MISSING = new TurnOutlook(0.1, "number without its unit");
  static final TurnOutlook BEGINNING = new TurnOutlook(0.05, "beginning of a sentence");
  static final TurnOutlook OPEN_CONJUNCTION = new TurnOutlook(0.05, "open conjunction");
  static final TurnOutlook OPEN_SUM = new TurnOutlook(0.05, "open sum");
  static final TurnOutlook OPEN_DETERMINER = new TurnOutlook(0, "open article");

  private Outlooks() {}
}
