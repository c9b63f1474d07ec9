package coda.voice.engine;

import coda.voice.audio.AudioFrame;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Stands for a model that listens: it has finished when the voice gets quieter towards the pause.
 * It thinks on another thread, so that it answers {@link TurnWatch#judge} with no opinion and tells
 * what it found later.
 */
final class FallingVoiceDetector extends LightEngine implements TurnDetector {
  static final String NAME = "falling-voice";
  static final int RATE = 16_000;

  private final Executor inference;

  private FallingVoiceDetector(Executor inference) {
    super(NAME, new Capacity(NAME, 2));
    this.inference = inference;
  }

  /** How it is found in the configuration. */
  static EngineProvider<TurnDetector> provider() {
    return new EngineProvider<>() {
      @Override
      public Class<TurnDetector> kind() {
        return TurnDetector.class;
      }

      @Override
      public String name() {
        return NAME;
      }

      @Override
      public String summary() {
        return "Listens how a sentence ends";
      }

      @Override
      public Availability availability(EngineContext context) {
        return Availability.yes("in the tests");
      }

      @Override
      public TurnDetector open(EngineContext context) {
        return new FallingVoiceDetector(context.inference());
      }
    };
  }

  @Override
  public OptionalInt sampleRate() {
    return OptionalInt.of(RATE);
  }

  @Override
  public TurnWatch open(Consumer<TurnOutlook> later) {
    return new Watch(later, capacity().acquire());
  }

  private final class Watch implements TurnWatch {
    private final Consumer<TurnOutlook> later;
    private final Capacity.Permit permit;
    private double before;
    private double now;
    private volatile boolean closed;

    Watch(Consumer<TurnOutlook> later, Capacity.Permit permit) {
      this.later = later;
      this.permit = permit;
    }

    @Override
    public void hear(AudioFrame frame) {
      double loudness = 0;
      for (int i = 0; i < frame.length(); i++) {
        loudness += Math.abs(frame.samples()[i]);
      }
      before = now;
      now = loudness / frame.length();
    }

    @Override
    public TurnOutlook judge(TurnEvidence evidence) {
      double fall = before == 0 ? 0.5 : Math.clamp(1 - now / (2 * before), 0, 1);
      try {
        inference.execute(() -> tell(new TurnOutlook(fall, "loudness")));
      } catch (RejectedExecutionException full) {
        return new TurnOutlook(0.5, "too busy to listen");
      }
      return TurnOutlook.UNKNOWN;
    }

    private void tell(TurnOutlook outlook) {
      if (!closed) {
        later.accept(outlook);
      }
    }

    @Override
    public void close() {
      closed = true;
      permit.close();
    }
  }
}
