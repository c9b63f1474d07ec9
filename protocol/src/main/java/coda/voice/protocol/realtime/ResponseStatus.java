package coda.voice.protocol.realtime;

import java.util.Optional;

/** How far a response is, and why it ended as it did. */
public sealed interface ResponseStatus {
  /** The name on the wire. */
  String wireName();

  /** Being made. */
  record InProgress() implements ResponseStatus {
    @Override
    public String wireName() {
      return "in_progress";
    }
  }

  /** Whole. */
  record Completed() implements ResponseStatus {
    @Override
    public String wireName() {
      return "completed";
    }
  }

  /**
   * Ended by the user or the client.
   *
   * @param reason by whom
   */
  record Cancelled(CancelReason reason) implements ResponseStatus {
    @Override
    public String wireName() {
      return "cancelled";
    }
  }

  /**
   * Cut.
   *
   * @param reason why
   */
  record Incomplete(IncompleteReason reason) implements ResponseStatus {
    @Override
    public String wireName() {
      return "incomplete";
    }
  }

  /**
   * Went wrong.
   *
   * @param type of the error, for example {@code server_error}
   * @param code of the error
   * @param message for the client
   */
  record Failed(String type, Optional<String> code, String message) implements ResponseStatus {
    @Override
    public String wireName() {
      return "failed";
    }
  }

  /** Who ended a response. */
  enum CancelReason implements Wire {
    /** The user, who spoke. */
    TURN_DETECTED,
    /** The client, with {@code response.cancel}. */
    CLIENT_CANCELLED;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }

  /** Why a response was cut. */
  enum IncompleteReason implements Wire {
    /** It reached its limit of tokens. */
    MAX_OUTPUT_TOKENS,
    /** A filter stopped it. */
    CONTENT_FILTER;

    /** The name on the wire. */
    @Override
    public String wireName() {
      return Wire.super.wireName();
    }
  }
}
