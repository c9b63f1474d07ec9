package coda.voice.server.audit;

import coda.voice.VoiceException;
import java.nio.file.Path;

/** What was to be changed cannot be recorded, and so it is not changed. Code {@code AUDIT_IO}. */
public final class AuditException extends VoiceException {
  private static final long serialVersionUID = 1L;

  AuditException(Path file, Throwable cause) {
    super(
        AuditError.AUDIT_IO,
        "The audit file " + file + " cannot be written: " + cause,
        "The change cannot be recorded, so it was not made",
        cause);
  }
}
