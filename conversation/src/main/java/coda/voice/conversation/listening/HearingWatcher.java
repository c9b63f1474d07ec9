package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Transcript;

/** Told what is heard. Called on the session's loop. */
public interface HearingWatcher {
  /**
   * Speech was noticed.
   *
   * @param streamMs where it began in the microphone's audio
   * @param agoMs how much audio ago that was
   */
  void onSpeechStarted(long streamMs, long agoMs);

  /**
   * Speech goes on; told every 100 ms of it.
   *
   * @param spokenMs how long this stretch of speech is by now
   */
  void onSpeechContinues(long spokenMs);

  /**
   * Speech ended.
   *
   * @param streamMs where it ended in the microphone's audio
   * @param agoMs how much audio ago that was
   */
  void onSpeechStopped(long streamMs, long agoMs);

  /**
   * The words of a turn so far.
   *
   * @param itemId the turn
   * @param transcript not empty
   */
  void onPartial(String itemId, Transcript transcript);

  /**
   * The recogniser has a view of its own whether the speaker has finished.
   *
   * @param itemId the turn
   * @param finished 0 to 1
   */
  void onPause(String itemId, double finished);

  /**
   * The microphone's sound, after cleaning.
   *
   * @param frame at the recogniser's rate; borrowed
   */
  void onSound(AudioFrame frame);

  /**
   * The words of a turn.
   *
   * @param itemId the turn
   * @param transcript maybe empty
   */
  void onFinal(String itemId, Transcript transcript);

  /**
   * Another recogniser is at work than the one before.
   *
   * @param change which, and why
   */
  void onEngineChange(EngineChange change);

  /**
   * A turn could not be recognised.
   *
   * @param itemId the turn
   * @param failure why
   */
  void onRecognitionFailed(String itemId, EngineException failure);
}
