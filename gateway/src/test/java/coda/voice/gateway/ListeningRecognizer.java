package coda.voice.gateway;

import static coda.voice.engine.EngineError.ENGINE_OVERRUN;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Capacity;
import coda.voice.engine.EngineException;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.Transcript.Word;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A recogniser with room for so much sound, which it takes as soon as it is heard, or not at all.
 * Every utterance is "hello there".
 */
public final class ListeningRecognizer extends LightEngine implements Recognizer {
  private final int roomMs;
  private final boolean takes;
  private final long finalAfterMs;

  /** What was heard so far. */
  public final AtomicLong heardMs = new AtomicLong();

  final AtomicInteger opened = new AtomicInteger();

  /** It understands nothing. */
  public volatile boolean fails;

  ListeningRecognizer(int permits, int roomMs, boolean takes, long finalAfterMs) {
    super("listening", new Capacity("listening", permits));
    this.roomMs = roomMs;
    this.takes = takes;
    this.finalAfterMs = finalAfterMs;
  }

  /** One that is as fast as anybody could wish. */
  public static ListeningRecognizer fast() {
    return new ListeningRecognizer(4, 1_000, true, 0);
  }

  /** One that never takes more than a second of sound. */
  public static ListeningRecognizer full() {
    return new ListeningRecognizer(4, 1_000, false, 0);
  }

  /** The same engines, but for the recogniser. */
  public SessionEngines in(SessionEngines talking) {
    return new SessionEngines(
        this,
        talking.synthesizer(),
        talking.languageModel(),
        talking.voiceActivity(),
        talking.turnDetector());
  }

  @Override
  public int sampleRate() {
    return 16_000;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en-US");
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    Capacity.Permit permit = capacity().acquire();
    opened.incrementAndGet();
    return new Recognition() {
      private final AtomicInteger waitingMs = new AtomicInteger();
      private volatile boolean over;

      @Override
      public void hear(AudioFrame frame) {
        int ms = frame.length() / 16;
        heardMs.addAndGet(ms);
        int behind = waitingMs.addAndGet(ms);
        if (behind > roomMs) {
          cancel();
          listener.onFailure(
              new EngineException(ENGINE_OVERRUN, "overrun", "cannot keep up", null));
        } else if (takes) {
          // In time, but not at once.
          CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS)
              .execute(() -> waitingMs.addAndGet(-ms));
        }
      }

      @Override
      public OptionalInt roomMs() {
        return OptionalInt.of(Math.max(0, roomMs - waitingMs.get()));
      }

      @Override
      public void finish() {
        CompletableFuture.delayedExecutor(finalAfterMs, TimeUnit.MILLISECONDS)
            .execute(
                () -> {
                  if (!over) {
                    cancel();
                    if (fails) {
                      listener.onFailure(
                          EngineException.failed(name(), new IllegalStateException("secret")));
                    } else {
                      listener.onFinal(
                          new Transcript(
                              "hello there",
                              OptionalDouble.of(0.5),
                              List.of(new Word("hello", 500, 700), new Word("there", 700, 900))));
                    }
                  }
                });
      }

      @Override
      public void cancel() {
        over = true;
        permit.close();
      }
    };
  }
}
