package coda.voice.conversation.journal;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionNotice;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.turn.TurnEffect;
import coda.voice.conversation.turn.TurnEvent;
import coda.voice.conversation.turn.TurnState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded of a session.
 *
 * @param opening how it began
 * @param entries what happened, in order
 * @param missing why the end is missing, or empty when the journal is complete
 */
public record Journal(Opening opening, List<Entry> entries, Optional<String> missing) {
  /** The first line of the file, followed by the version. */
  static final String MAGIC = "coda journal ";

  /** The version this code writes, and the only one it reads. */
  static final int VERSION = 1;

  /** Lines before the first entry: the version and the opening. */
  private static final int HEAD_LINES = 2;

  /** Copies the entries. */
  public Journal {
    entries = List.copyOf(entries);
  }

  /**
   * The line of an entry in the file, from 1.
   *
   * @param index of the entry
   */
  public static int line(int index) {
    return HEAD_LINES + 1 + index;
  }

  /**
   * An entry as it stands in the file.
   *
   * @param index of the entry
   */
  public String text(int index) {
    return RecordWriter.line((Record) entries.get(index));
  }

  /** A line of the file after the first. */
  sealed interface Line permits Opening, Entry, End, Incomplete {}

  /**
   * How a session began: everything its turn machine starts from.
   *
   * @param conversationId which
   * @param startedAt by the wall clock
   * @param mode how turns are taken at first
   * @param settings the times of turn-taking at first
   */
  public record Opening(
      String conversationId, Instant startedAt, ConversationMode mode, TurnSettings settings)
      implements Line {
    /** The state the machine starts from. */
    public TurnState initialState() {
      return TurnState.initial(mode, settings);
    }
  }

  /** Something that happened. Times are ms of session time. */
  public sealed interface Entry extends Line {}

  /**
   * The turn machine took a step.
   *
   * @param event what happened
   * @param effects what followed
   */
  public record Step(TurnEvent event, List<TurnEffect> effects) implements Entry {
    /** Copies the effects. */
    public Step {
      effects = List.copyOf(effects);
    }
  }

  /**
   * The front door was told something, other than audio.
   *
   * @param atMs when
   * @param notice what
   */
  public record Told(long atMs, SessionNotice notice) implements Entry {}

  /**
   * Reply audio went out in one go, without its samples.
   *
   * @param replyId the answer
   * @param fromMs when its first frame was sent
   * @param toMs when its last frame was sent; earlier than it was heard, audio is sent ahead
   * @param audioMs how much sound that was
   */
  public record Sent(String replyId, long fromMs, long toMs, long audioMs) implements Entry {}

  /**
   * A file with the session's sound begins.
   *
   * @param file its name, in the journal's folder
   * @param fromMs when its first sample was heard or sent
   */
  public record Sound(String file, long fromMs) implements Entry {}

  /** The last line of a complete journal. */
  record End() implements Line {}

  /**
   * The last line of a journal whose writer had to give up.
   *
   * @param reason why
   */
  record Incomplete(String reason) implements Line {}
}
