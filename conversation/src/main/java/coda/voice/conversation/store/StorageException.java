package coda.voice.conversation.store;

import coda.voice.VoiceException;
import org.jspecify.annotations.Nullable;

/** Something could not be stored, read or deleted. */
public final class StorageException extends VoiceException {
  private static final long serialVersionUID = 1L;
  private static final String SAFE = "Stored conversations cannot be reached now";

  private final boolean passing;

  private StorageException(
      StorageError error,
      String message,
      String safeMessage,
      boolean passing,
      @Nullable Throwable cause) {
    super(error, message, safeMessage, cause);
    this.passing = passing;
  }

  /**
   * It may work later.
   *
   * @param error its code
   * @param message for operators
   * @param cause what the database said
   */
  public static StorageException passing(StorageError error, String message, Throwable cause) {
    return new StorageException(error, message, SAFE, true, cause);
  }

  /**
   * It will not work later either, unless somebody does something.
   *
   * @param error its code
   * @param message for operators
   * @param cause what the database said
   */
  public static StorageException lasting(StorageError error, String message, Throwable cause) {
    return new StorageException(error, message, SAFE, false, cause);
  }

  /**
   * A conversation belongs to somebody else; whoever asks learns only that its id cannot be used.
   *
   * @param conversation its id
   */
  public static StorageException notYours(String conversation) {
    return new StorageException(
        StorageError.CONVERSATION_NOT_AVAILABLE,
        "The conversation " + conversation + " belongs to somebody else",
        "This conversation id is not available",
        false,
        null);
  }

  /** Whether trying again later may work. */
  public boolean passing() {
    return passing;
  }
}
