package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.enhance.Enhancer;
import coda.voice.audio.resample.Resampler;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What the client's loudspeaker plays, as the reference of echo cancellation.
 *
 * <p>Reply audio is sent a little ahead of real time and played frame by frame, so for every frame
 * that comes from the microphone one is taken from what was sent.
 */
final class EchoReference implements AutoCloseable {
  /** More than the largest lead, in frames. */
  private static final int MAX_WAITING = 2_500 / FramePool.FRAME_MS;

  private final Resampler toMicrophone;
  private final short[] resampled;
  private final FrameSplitter frames;
  private final Deque<AudioFrame> sent = new ArrayDeque<>();

  EchoReference(FramePool pool, int outputRate, int microphoneRate) {
    this.toMicrophone = new Resampler(outputRate, microphoneRate);
    this.resampled = new short[toMicrophone.maxOutput(FramePool.FRAME_CAPACITY)];
    this.frames = new FrameSplitter(pool, microphoneRate, this::queue);
  }

  void sent(AudioFrame frame) {
    int count = toMicrophone.process(frame.samples(), 0, frame.length(), resampled, 0);
    frames.write(resampled, 0, count);
  }

  private void queue(AudioFrame frame) {
    if (sent.size() == MAX_WAITING) {
      sent.remove().release();
    }
    sent.add(frame.retain());
  }

  /** The loudspeaker plays the next 20 ms, if there is something. */
  void playInto(Enhancer enhancer) {
    AudioFrame frame = sent.poll();
    if (frame != null) {
      try {
        enhancer.reference(frame);
      } finally {
        frame.release();
      }
    }
  }

  /** The client drops what it has not played. */
  void drop() {
    sent.forEach(AudioFrame::release);
    sent.clear();
  }

  @Override
  public void close() {
    frames.close();
    drop();
  }
}
