package coda.voice.engines.local.recognition;

/**
 * How the two searches weigh things. The defaults are those that did best on the project's own test
 * sentences; see {@code docs/recognition.md}.
 *
 * @param meanLookahead frames of 10 ms that the mean normalisation waits for
 * @param meanPriorWeight how many frames the acoustic model's mean counts for
 * @param grammarBeam how much less likely than the best a path in the grammar may be
 * @param grammarWordBeam the same at the end of a word
 * @param grammarWeight how much the number of choices in the grammar counts against the sound
 * @param wordInsertion probability of one more word in the grammar
 * @param silenceInsertion probability of a silence between words
 * @param sentenceBeam how many paths the language model search follows
 * @param sentenceWordBeam how many of those may be at the end of a word
 * @param languageWeight how much the language model counts against the sound
 * @param maxUtteranceSeconds sound after this is not heard any more
 */
record DecoderSettings(
    int meanLookahead,
    double meanPriorWeight,
    double grammarBeam,
    double grammarWordBeam,
    float grammarWeight,
    double wordInsertion,
    double silenceInsertion,
    int sentenceBeam,
    int sentenceWordBeam,
    float languageWeight,
    int maxUtteranceSeconds) {

  static final DecoderSettings DEFAULT =
      new DecoderSettings(50, 20, 1e-60, 1e-40, 4, 0.1, 0.1, 3000, 60, 12, 60);
}
