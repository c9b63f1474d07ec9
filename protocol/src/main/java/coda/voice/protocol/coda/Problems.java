package coda.voice.protocol.coda;

import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_INVALID;
import static coda.voice.protocol.ProtocolError.PROTOCOL_FIELD_MISSING;

import coda.voice.protocol.ProtocolException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a message: either the first problem ends the reading, or all are listed. */
final class Problems {
  private static final int MAX_LISTED = 20;

  private final boolean collect;
  private final List<ProtocolException> found = new ArrayList<>();

  private Problems(boolean collect) {
    this.collect = collect;
  }

  /** The first problem is thrown. */
  static Problems first() {
    return new Problems(false);
  }

  /** All problems are kept for {@link #throwAny}. */
  static Problems all() {
    return new Problems(true);
  }

  void missing(String path, String allowed) {
    add(new ProtocolException(PROTOCOL_FIELD_MISSING, path + " is missing; " + allowed));
  }

  void invalid(String path, String shown, String allowed) {
    add(
        new ProtocolException(
            PROTOCOL_FIELD_INVALID, path + " is " + shown + "; allowed: " + allowed));
  }

  private void add(ProtocolException problem) {
    if (!collect) {
      throw problem;
    }
    if (found.size() < MAX_LISTED) {
      found.add(problem);
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws what was found, in one exception. */
  void throwAny() {
    if (found.size() == 1) {
      throw found.getFirst();
    }
    if (!found.isEmpty()) {
      throw new ProtocolException(
          PROTOCOL_FIELD_INVALID,
          found.stream().map(ProtocolException::safeMessage).collect(Collectors.joining(". ")));
    }
  }
}
