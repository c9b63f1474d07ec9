package coda.voice.conversation;

/**
 * Who has a say in turn-taking besides the session itself.
 *
 * @param answers whether a turn that is understood is answered without being asked for; if not, its
 *     words are remembered and the front door asks with {@link Session#respond}
 * @param yielding what speech does to an answer
 */
public record TurnManners(boolean answers, Yielding yielding) {
  /** The session answers every turn, and words decide whether speech was an interruption. */
  public static final TurnManners USUAL = new TurnManners(true, Yielding.TO_WORDS);

  /** What speech over an answer does to it. */
  public enum Yielding {
    /** It is held at once, and the words decide: real ones cut it, others let it go on. */
    TO_WORDS,
    /** It ends: for clients that drop what they have not played when speech begins. */
    AT_ONCE,
    /** Nothing: the words are remembered, and not answered while another answer runs. */
    NEVER
  }
}
