package coda.voice.audio;

import static coda.voice.audio.AudioError.AUDIO_IO;

import coda.voice.ErrorCode;
import coda.voice.VoiceException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Audio that cannot be used: a bad header, an unknown format, a truncated packet. */
public final class AudioException extends VoiceException {
  private static final long serialVersionUID = 1L;

  /**
   * An exception whose message is safe for clients.
   *
   * @param error its code
   * @param message what is wrong and what is allowed
   */
  public AudioException(ErrorCode error, String message) {
    super(error, message);
  }

  /**
   * An exception with a cause.
   *
   * @param error its code
   * @param message what is wrong and what is allowed
   * @param cause what led to it, or null
   */
  public AudioException(ErrorCode error, String message, @Nullable Throwable cause) {
    super(error, message, message, cause);
  }

  private AudioException(ErrorCode error, String message, String safeMessage, Throwable cause) {
    super(error, message, safeMessage, cause);
  }

  /**
   * Reading or writing failed: {@code AUDIO_IO}. Operators also read why, which may name files;
   * clients do not.
   *
   * @param message what could not be done
   * @param cause what the operating system said
   */
  public static AudioException io(String message, IOException cause) {
    return new AudioException(AUDIO_IO, message + ": " + cause, message, cause);
  }
}
