package coda.voice.gateway.speech;

import coda.voice.audio.FramePool;
import coda.voice.audio.file.SoundFile;
import coda.voice.audio.wav.WavFile;
import coda.voice.conversation.SessionEngines;

/** The words of recordings, for other front doors. */
public final class Recordings {
  private Recordings() {}

  /**
   * Recognises a recording. Blocks, no longer than a recogniser needs for it.
   *
   * @param engines what it is heard with; one permit of the recogniser is taken and given back
   * @param pool where frames come from
   * @param language BCP 47
   * @param samples mono, 16 bits
   * @param rate of the samples, in Hz
   * @param mostMs how long it may last
   * @return its words; empty when there are none
   * @throws coda.voice.VoiceException when it is too long, or an engine is busy or fails
   */
  public static String words(
      SessionEngines engines,
      FramePool pool,
      String language,
      short[] samples,
      int rate,
      int mostMs) {
    try (Transcriber transcriber =
        new Transcriber(engines, pool, language, mostMs, segment -> {})) {
      return transcriber.hear(SoundFile.of(WavFile.bytes(samples, rate))).text();
    }
  }
}
