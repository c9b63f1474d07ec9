package coda.voice.conversation;

/**
 * How turns are taken: times in milliseconds, and what counts as an interruption. A running reply
 * keeps the settings it began with.
 *
 * @param preRollMs audio kept from before speech was noticed
 * @param minSpeechMs less speech than this is no turn
 * @param completeSilenceMs silence that ends a turn whose words certainly are all
 * @param silenceMs silence that ends a turn nobody can judge
 * @param incompleteSilenceMs silence that ends a turn whose words promise more
 * @param interruptionMs speech over the assistant before its words may cut an answer; shorter
 *     speech is decided by its final words
 * @param interruptionWords words over the assistant, backchannels not counted, that make an
 *     interruption; with 0 the length of the speech alone decides
 * @param falseInterruptionMs after so long without words a held answer goes on
 * @param finalTranscriptMs wait for the final transcript after a turn's end
 * @param firstTextMs wait for the first words of an answer
 * @param firstAudioMs wait for the first sound of an answer
 * @param replyBudgetMs longest time from turn end to first sound
 * @param stallMs longest pause inside an answer before it is given up
 * @param toolMs how long an answer waits for its tools before it is given up
 * @param maxTurnMs longest single turn of the user
 * @param idleMs a session without anything happening ends
 * @param idlePromptMs quiet after which the assistant speaks up once; 0 for never
 * @param suspensionMs how long a lost connection may take to come back
 * @param speculation whether answers are begun before it is certain that the turn is over
 * @param speechThreshold probability from which a frame counts as speech, 0 to 1
 * @param manners who has a say besides the session
 */
public record TurnSettings(
    int preRollMs,
    int minSpeechMs,
    int completeSilenceMs,
    int silenceMs,
    int incompleteSilenceMs,
    int interruptionMs,
    int interruptionWords,
    int falseInterruptionMs,
    int finalTranscriptMs,
    int firstTextMs,
    int firstAudioMs,
    int replyBudgetMs,
    int stallMs,
    int toolMs,
    int maxTurnMs,
    int idleMs,
    int idlePromptMs,
    int suspensionMs,
    boolean speculation,
    double speechThreshold,
    TurnManners manners) {

  /**
   * The times alone: the session decides everything by itself.
   *
   * @param preRollMs see above
   * @param minSpeechMs see above
   * @param completeSilenceMs see above
   * @param silenceMs see above
   * @param incompleteSilenceMs see above
   * @param interruptionMs see above
   * @param interruptionWords see above
   * @param falseInterruptionMs see above
   * @param finalTranscriptMs see above
   * @param firstTextMs see above
   * @param firstAudioMs see above
   * @param replyBudgetMs see above
   * @param stallMs see above
   * @param toolMs see above
   * @param maxTurnMs see above
   * @param idleMs see above
   * @param idlePromptMs see above
   * @param suspensionMs see above
   * @param speculation see above
   * @param speechThreshold see above
   */
  public TurnSettings(
      int preRollMs,
      int minSpeechMs,
      int completeSilenceMs,
      int silenceMs,
      int incompleteSilenceMs,
      int interruptionMs,
      int interruptionWords,
      int falseInterruptionMs,
      int finalTranscriptMs,
      int firstTextMs,
      int firstAudioMs,
      int replyBudgetMs,
      int stallMs,
      int toolMs,
      int maxTurnMs,
      int idleMs,
      int idlePromptMs,
      int suspensionMs,
      boolean speculation,
      double speechThreshold) {
    this(
        preRollMs,
        minSpeechMs,
        completeSilenceMs,
        silenceMs,
        incompleteSilenceMs,
        interruptionMs,
        interruptionWords,
        falseInterruptionMs,
        finalTranscriptMs,
        firstTextMs,
        firstAudioMs,
        replyBudgetMs,
        stallMs,
        toolMs,
        maxTurnMs,
        idleMs,
        idlePromptMs,
        suspensionMs,
        speculation,
        speechThreshold,
        TurnManners.USUAL);
  }

  /** The defaults of the documentation. */
  public static final TurnSettings DEFAULTS =
      new TurnSettings(
          300, 120, 200, 1000, 2500, 300, 1, 1500, 1500, 2000, 3000, 4000, 4000, 30_000, 300_000,
          300_000, 0, 30_000, true, 0.5);

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

  /**
   * The same, but for this.
   *
   * @param words see {@link #interruptionWords}
   */
  public TurnSettings withInterruptionWords(int words) {
    return with(words, suspensionMs, manners);
  }

  /**
   * The same with another wait for a lost connection.
   *
   * @param ms see {@link #suspensionMs}
   */
  public TurnSettings withSuspensionMs(int ms) {
    return with(interruptionWords, ms, manners);
  }

  /**
   * The same with other manners.
   *
   * @param wanted see {@link #manners}
   */
  public TurnSettings withManners(TurnManners wanted) {
    return with(interruptionWords, suspensionMs, wanted);
  }

  private TurnSettings with(int words, int suspension, TurnManners wanted) {
    return new TurnSettings(
        preRollMs,
        minSpeechMs,
        completeSilenceMs,
        silenceMs,
        incompleteSilenceMs,
        interruptionMs,
        words,
        falseInterruptionMs,
        finalTranscriptMs,
        firstTextMs,
        firstAudioMs,
        replyBudgetMs,
        stallMs,
        toolMs,
        maxTurnMs,
        idleMs,
        idlePromptMs,
        suspension,
        speculation,
        speechThreshold,
        wanted);
  }
}
