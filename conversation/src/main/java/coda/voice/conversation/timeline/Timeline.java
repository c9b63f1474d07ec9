package coda.voice.conversation.timeline;

import coda.voice.conversation.journal.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session as it went. Times are ms of session time.
 *
 * @param conversationId which
 * @param startedAt by the wall clock
 * @param endMs when the last thing happened
 * @param stretches what lasted, by their beginning
 * @param moments what happened, in order
 * @param missing why the end is missing, or empty
 */
public record Timeline(
    String conversationId,
    Instant startedAt,
    long endMs,
    List<Stretch> stretches,
    List<Moment> moments,
    Optional<String> missing) {

  /** Copies the lists. */
  public Timeline {
    stretches = List.copyOf(stretches);
    moments = List.copyOf(moments);
  }

  /**
   * The timeline of a journal.
   *
   * @param journal complete or not
   */
  public static Timeline of(Journal journal) {
    return new TimelineMaker(journal).make();
  }

  /** Who. */
  public enum Lane {
    /** The user, and the client that acts for the user. */
    USER,
    /** The assistant. */
    ASSISTANT,
    /** Neither. */
    SESSION
  }

  /**
   * Something that lasted.
   *
   * @param kind what
   * @param fromMs when it began
   * @param toMs when it ended, later than that
   * @param name the turn or the answer
   * @param words said, when this is the first stretch of the turn or the answer; else empty
   */
  public record Stretch(Kind kind, long fromMs, long toMs, String name, String words) {
    /** What lasts. */
    public enum Kind {
      /** The user speaks. */
      SPEECH(Lane.USER),
      /** The user pauses; maybe the turn is over. */
      PAUSE(Lane.USER),
      /** An answer is being made before it is certain that the turn is over. */
      TENTATIVE(Lane.ASSISTANT),
      /** An announced answer is being made; nothing of it was heard. */
      THINKING(Lane.ASSISTANT),
      /** An answer is heard. */
      SPEAKING(Lane.ASSISTANT),
      /** An answer is held by a possible interruption. */
      HELD(Lane.ASSISTANT),
      /** Reply audio is sent; ahead of what is heard. */
      SENT(Lane.ASSISTANT);

      private final Lane lane;

      Kind(Lane lane) {
        this.lane = lane;
      }

      /** Who does it. */
      public Lane lane() {
        return lane;
      }
    }
  }

  /**
   * Something that happened.
   *
   * @param atMs when
   * @param lane to whom
   * @param mark how it is drawn
   * @param what in a word or two
   * @param detail the words that go with it, or empty
   */
  public record Moment(long atMs, Lane lane, Mark mark, String what, String detail) {
    /** How a moment is drawn. */
    public enum Mark {
      /** Not at all. */
      NONE,
      /** Words that were typed. */
      TYPED,
      /** Playback was held. */
      HELD,
      /** Playback went on. */
      RESUMED,
      /** An answer was cut short. */
      CUT,
      /** Something was thrown away unheard. */
      DROPPED,
      /** A tentative answer was right. */
      WON,
      /** Something failed. */
      FAILED,
      /** A tool began or ended. */
      TOOL
    }
  }
}
