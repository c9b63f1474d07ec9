package coda.voice.conversation;

/** The front door's side of a session. Called on the session's loop. */
public interface SessionListener {
  /**
   * Something happened. Frames in it are borrowed for the call.
   *
   * @param notice what
   */
  void onNotice(SessionNotice notice);

  /**
   * Whether the client takes audio now. While it does not (its socket is full), reply audio waits
   * in the session and its clock stands still.
   */
  boolean readyForAudio();
}
