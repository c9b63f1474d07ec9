package coda.voice.conversation.playback;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.Optional;

/**
 * The audio of an answer as its sender sees it: frames to send, and the map from what was played
 * back to words. Used on the session's loop only; positions in ms of the answer's audio.
 */
public interface ReplyTrack {
  /** Whether a frame can be read: 20 ms are there, or the last of the answer. */
  boolean frameReady();

  /**
   * Takes the next 20 ms, filled up with silence at the end. To be called when {@link
   * #frameReady()}.
   *
   * @param pool where the frame comes from
   * @return a frame leased to the caller
   */
  AudioFrame read(FramePool pool);

  /** Text whose first sample was read since the last call. */
  Optional<String> nextBegunSentence();

  /** No more audio comes than there is. */
  void complete();

  /** Whether everything was read and nothing more comes. */
  boolean exhausted();

  /** Audio that waits to be read, in ms. */
  long waitingMs();

  /** Audio read so far, in ms. */
  double readMs();

  /**
   * The words whose audio was played to its end.
   *
   * @param playedMs position in the answer's audio
   */
  String heardText(long playedMs);

  /**
   * Whether words that were sent and not yet played must not be interrupted.
   *
   * @param playedMs position in the answer's audio
   */
  boolean guarded(long playedMs);

  /**
   * Whether what was heard is known from word marks, in every sentence begun by then.
   *
   * @param playedMs position in the answer's audio
   */
  boolean exact(long playedMs);

  /** All words, heard or not. */
  String allText();
}
