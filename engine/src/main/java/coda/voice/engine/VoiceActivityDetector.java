package coda.voice.engine;

import coda.voice.audio.activity.SpeechDetector;

/** Says when somebody speaks. */
public interface VoiceActivityDetector extends Engine {
  /** The rate it wants, in Hz. */
  int sampleRate();

  /** A detector for one audio stream; the caller closes it. */
  SpeechDetector open();
}
