package coda.voice.conversation;

/**
 * The times of turn-taking, in milliseconds. A running reply keeps the settings it began with.
 *
 * @param preRollMs audio kept from before speech was noticed
 * @param minSpeechMs less speech than this is no turn
 * @param completeSilenceMs silence that ends a turn whose words certainly are all
 * @param silenceMs silence that ends a turn nobody can judge
 * @param incompleteSilenceMs silence that ends a turn whose words promise more
 * @param interruptionMs speech over the assistant that counts as an interruption
 * @param falseInterruptionMs after so long without words a held answer goes on
 * @param finalTranscriptMs wait for the final transcript after a turn's end
 * @param firstTextMs wait for the first words of an answer
 * @param firstAudioMs wait for the first sound of an answer
 * @param replyBudgetMs longest time from turn end to first sound
 * @param stallMs longest pause inside an answer before it is given up
 * @param maxTurnMs longest single turn of the user
 * @param idleMs a session without anything happening ends
 * @param speechThreshold probability from which a frame counts as speech, 0 to 1
 */
public record TurnSettings(
    int preRollMs,
    int minSpeechMs,
    int completeSilenceMs,
    int silenceMs,
    int incompleteSilenceMs,
    int interruptionMs,
    int falseInterruptionMs,
    int finalTranscriptMs,
    int firstTextMs,
    int firstAudioMs,
    int replyBudgetMs,
    int stallMs,
    int maxTurnMs,
    int idleMs,
    double speechThreshold) {

  /** The defaults of the documentation. */
  public static final TurnSettings DEFAULTS =
      new TurnSettings(
          300, 120, 200, 1000, 2500, 300, 1500, 1500, 2000, 3000, 4000, 4000, 300_000, 300_000,
          0.5);

  /**
   * How long a pause may last before the turn is over: {@link #completeSilenceMs} when it certainly
   * is, {@link #silenceMs} when nobody can tell, {@link #incompleteSilenceMs} when more certainly
   * comes, and in proportion between.
   *
   * @param finished how likely the user has finished, 0 to 1
   */
  public int silenceMs(double finished) {
    double share = 2 * finished;
    return (int)
        Math.round(
            finished < 0.5
                ? incompleteSilenceMs + share * (silenceMs - incompleteSilenceMs)
                : silenceMs + (share - 1) * (completeSilenceMs - silenceMs));
  }
}
