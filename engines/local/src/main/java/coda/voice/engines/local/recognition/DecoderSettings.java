package coda.voice.engines.local.recognition;

/**
 * How the two searches weigh things. The defaults are those that did best on the project's own test
 * sentences; see {@code docs/recognition.md}.
 *
 * @param meanLookahead frames of 10 ms that the mean normalisation waits for
 * @param meanPriorWeight how many frames the acoustic model's mean counts for
 * @param grammarBeam how many paths the grammar search follows
 * @param outOfGrammar probability of entering the branch for anything else
 * @param outOfGrammarPhone probability of each further phone in that branch
 * @param sentenceBeam how many paths the language model search follows
 * @param sentenceWordBeam how many of those may be at the end of a word
 * @param languageWeight how much the language model counts against the sound
 * @param maxUtteranceSeconds sound after this is not heard any more
 */
record DecoderSettings(
    int meanLookahead,
    double meanPriorWeight,
    int grammarBeam,
    double outOfGrammar,
    double outOfGrammarPhone,
    int sentenceBeam,
    int sentenceWordBeam,
    float languageWeight,
    int maxUtteranceSeconds) {

  static final DecoderSettings DEFAULT =
      new DecoderSettings(50, 20, 2000, 1e-30, 1e-10, 2000, 50, 8, 60);
}
