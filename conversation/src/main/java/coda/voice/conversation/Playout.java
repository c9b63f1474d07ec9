package coda.voice.conversation;

/** Whose task it is to play answers at the right pace. */
public enum Playout {
  /** The session sends little more than is being played: an answer ends when it was heard. */
  SESSION,
  /**
   * The client is sent what there is, some seconds ahead, and plays it at its own pace: an answer
   * ends when all of it was sent, and the client may tell afterwards how much was heard.
   */
  CLIENT
}
