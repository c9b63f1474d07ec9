package coda.voice.conversation.listening;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.audio.FrameSplitter;
import coda.voice.audio.resample.Resampler;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.TurnDetector.TurnEvidence;
import coda.voice.engine.TurnDetector.TurnOutlook;
import coda.voice.engine.TurnDetector.TurnWatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's turn detector: hears what the recogniser hears, at its own rate, and tells on
 * the session's loop what it finds after thinking.
 */
public final class TurnEar implements AutoCloseable {
  private final TurnWatch watch;
  private final @Nullable Resampler toDetector;
  private final @Nullable FrameSplitter frames;
  private final short[] resampled;

  /**
   * Opens the detector's side of a conversation.
   *
   * @param detector who judges
   * @param pool where its frames come from
   * @param rate of the frames it will hear, in Hz
   * @param loop the session's loop
   * @param later told, on the loop, what a detector finds after thinking
   * @throws coda.voice.engine.EngineBusyException when the detector carries no more conversations
   */
  public TurnEar(
      TurnDetector detector, FramePool pool, int rate, Executor loop, Consumer<TurnOutlook> later) {
    this.watch = detector.open(outlook -> loop.execute(() -> later.accept(outlook)));
    if (detector.sampleRate().isPresent()) {
      int wanted = detector.sampleRate().getAsInt();
      toDetector = new Resampler(rate, wanted);
      resampled = new short[toDetector.maxOutput(FramePool.FRAME_CAPACITY)];
      frames = new FrameSplitter(pool, wanted, watch::hear);
    } else {
      toDetector = null;
      resampled = new short[0];
      frames = null;
    }
  }

  /**
   * The microphone's sound.
   *
   * @param frame borrowed
   */
  public void hear(AudioFrame frame) {
    if (toDetector != null && frames != null) {
      int count = toDetector.process(frame.samples(), 0, frame.length(), resampled, 0);
      frames.write(resampled, 0, count);
    }
  }

  /**
   * What it thinks of the present pause.
   *
   * @param evidence what was heard
   */
  public TurnOutlook judge(TurnEvidence evidence) {
    return watch.judge(evidence);
  }

  @Override
  public void close() {
    if (frames != null) {
      frames.close();
    }
    watch.close();
  }
}
