package coda.voice.gateway.realtime;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Keeps what was sounded last, in the client's own format: a little all the time, all of it while
 * somebody speaks, up to a bound. Used on the client's loop.
 */
final class SoundTape {
  private final int idleBytes;
  private final int mostBytes;
  private final Deque<byte[]> pieces = new ArrayDeque<>();
  private boolean recording;
  private int bytes;

  /**
   * An empty tape.
   *
   * @param idleBytes kept while nobody speaks
   * @param mostBytes kept of one stretch of speech
   */
  SoundTape(int idleBytes, int mostBytes) {
    this.idleBytes = idleBytes;
    this.mostBytes = mostBytes;
  }

  void add(byte[] sound, int from, int length) {
    if (recording && bytes + length > mostBytes) {
      return;
    }
    pieces.add(Arrays.copyOfRange(sound, from, from + length));
    bytes += length;
    trim();
  }

  /** Somebody speaks: from now on everything is kept. */
  void record() {
    recording = true;
  }

  /** Takes what there is. */
  Sound take() {
    Sound all = Sound.of(pieces);
    clear();
    return all;
  }

  void clear() {
    recording = false;
    pieces.clear();
    bytes = 0;
  }

  private void trim() {
    while (!recording && bytes > idleBytes && pieces.size() > 1) {
      bytes -= pieces.remove().length;
    }
  }
}
