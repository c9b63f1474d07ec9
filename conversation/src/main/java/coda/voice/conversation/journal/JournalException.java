package coda.voice.conversation.journal;

import static coda.voice.conversation.journal.JournalError.JOURNAL_INVALID;

import coda.voice.VoiceException;
import org.jspecify.annotations.Nullable;

/**
 * A journal that cannot be read or kept: {@code JOURNAL_INVALID}, {@code JOURNAL_VERSION}, {@code
 * JOURNAL_UNREADABLE}, {@code JOURNAL_FOLDER}.
 */
public final class JournalException extends VoiceException {
  private static final long serialVersionUID = 1L;

  JournalException(JournalError error, String message, @Nullable Throwable cause) {
    super(error, message, "The journal cannot be used", cause);
  }

  /** A line that is not what a journal holds. */
  static JournalException invalid(int line, String message) {
    return new JournalException(JOURNAL_INVALID, "Line " + line + ": " + message, null);
  }
}
