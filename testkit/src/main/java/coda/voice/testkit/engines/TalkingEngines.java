package coda.voice.testkit.engines;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Tool.ToolCall;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Engines for real sockets and real time, shared by many sessions on many threads: whoever is loud
 * speaks, every utterance is "hello there", the answer repeats the words (or calls a tool of the
 * client's, see {@link TalkingAnswer}), every word of it is 200 ms of noise. What is taken is
 * counted.
 */
public final class TalkingEngines implements AutoCloseable {
  /** The name of all of them. */
  public static final String NAME = "talking";

  /** An answer to words that begin so must not be interrupted. */
  public static final String PROTECTED = "legally";

  /**
   * An answer to these words and the name of a tool that the client runs calls that tool, after
   * some words; with arguments behind the name it calls it and says nothing.
   */
  public static final String CALLS = "call ";

  private static final int RATE = 16_000;
  private static final int MS_PER_WORD = 200;

  private final int msPerWord;
  private final AtomicInteger dialogues = new AtomicInteger();
  private final AtomicInteger detectors = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicLong heardSamples = new AtomicLong();
  private final Hearing recognizer = new Hearing();
  private final Speaking synthesizer = new Speaking();
  private final Answering model = new Answering();
  private final Loud voiceActivity = new Loud();
  private final Judging turnDetector = new Judging();
  private volatile boolean modelFails;
  private volatile boolean numbered;
  private volatile boolean blocks;
  private volatile Health health = Health.READY;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("talking-", 0).factory());

  /** Engines whose answers take 200 ms for a word. */
  public TalkingEngines() {
    this(MS_PER_WORD);
  }

  /**
   * Engines that take their time.
   *
   * @param msPerWord how long each word of an answer is, in ms
   */
  public TalkingEngines(int msPerWord) {
    this.msPerWord = msPerWord;
  }

  /** The engines of a session. */
  public SessionEngines engines() {
    return new SessionEngines(recognizer, synthesizer, model, voiceActivity, turnDetector);
  }

  /** All of them as providers under the name {@value #NAME}. */
  public EngineRegistry registry() {
    return EngineRegistry.of(
        List.of(
            new Provider<>(Recognizer.class, recognizer),
            new Provider<>(Synthesizer.class, synthesizer),
            new Provider<>(LanguageModel.class, model),
            new Provider<>(VoiceActivityDetector.class, voiceActivity),
            new Provider<>(TurnDetector.class, turnDetector)));
  }

  /** From now on the recogniser holds whoever lets it hear something, until it is interrupted. */
  public void recognizerBlocks(boolean yes) {
    blocks = yes;
  }

  /**
   * From now on the samples of an answer are numbered instead of all the same, see {@link
   * #numberOf}, so that one that is lost or doubled is noticed.
   */
  public void numberSamples() {
    numbered = true;
  }

  /**
   * The sample at a position of a numbered answer.
   *
   * @param position from 0
   */
  public static short numberOf(int position) {
    return (short) (position % 30_000 + 1);
  }

  /** From now on the language model fails. */
  public void modelFails() {
    modelFails = true;
  }

  /**
   * How the recogniser is from now on.
   *
   * @param now its health
   */
  public void recognizerHealth(Health now) {
    health = now;
  }

  /** Samples that the recogniser has heard. */
  public long heardSamples() {
    return heardSamples.get();
  }

  /** Permits, dialogues and detectors that are out. */
  public int held() {
    return recognizer.capacity().inUse()
        + synthesizer.capacity().inUse()
        + model.capacity().inUse()
        + turnDetector.capacity().inUse()
        + dialogues.get()
        + detectors.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static void block() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }

  private Runnable later(long ms, Runnable task) {
    ScheduledFuture<?> future = threads.schedule(task, ms, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  private abstract static class Simple extends LightEngine {
    Simple() {
      super(NAME, new Capacity(NAME, 10_000));
    }
  }

  final class Hearing extends Simple implements Recognizer {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en-US");
    }

    @Override
    public Health health() {
      return health;
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      Capacity.Permit permit = capacity().acquire();
      return new Recognition() {
        private volatile boolean over;

        @Override
        public void hear(AudioFrame frame) {
          heardSamples.addAndGet(frame.length());
          if (blocks) {
            block();
          }
        }

        @Override
        public OptionalInt roomMs() {
          return OptionalInt.of(10_000);
        }

        @Override
        public void finish() {
          later(
              10,
              () -> {
                if (!over) {
                  cancel();
                  listener.onFinal(
                      new Transcript("hello there", OptionalDouble.of(0.75), List.of()));
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

  final class Answering extends Simple implements LanguageModel {
    @Override
    public Dialogue open(DialogueScope scope) {
      dialogues.incrementAndGet();
      return new Dialogue() {
        private boolean closed;

        @Override
        public Generation answer(AnswerRequest request, AnswerListener listener) {
          Capacity.Permit permit = capacity().acquire();
          Runnable cancel =
              later(
                  10,
                  () -> {
                    permit.close();
                    if (modelFails) {
                      listener.onFailure(
                          EngineException.failed(NAME, new IllegalStateException("secret")));
                    } else {
                      listener.onProtected(request.text().startsWith(PROTECTED));
                      give(TalkingAnswer.to(request), listener);
                      listener.onDone();
                    }
                  });
          return () -> {
            cancel.run();
            permit.close();
          };
        }

        private void give(TalkingAnswer answer, AnswerListener listener) {
          switch (answer) {
            case TalkingAnswer.Words words -> listener.onText(words.text());
            case TalkingAnswer.Call call -> {
              if (!call.words().isEmpty()) {
                listener.onText(call.words());
              }
              String id = "talking-" + calls.incrementAndGet();
              listener.onToolCall(new ToolCall(id, call.tool(), call.arguments()));
            }
          }
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            dialogues.decrementAndGet();
          }
        }
      };
    }
  }

  final class Speaking extends Simple implements Synthesizer {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en-US");
    }

    @Override
    public List<String> voices() {
      return List.of("plain", "fancy");
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      Capacity.Permit permit = capacity().acquire();
      Runnable cancel =
          later(
              10,
              () -> {
                int words = request.text().split(" ").length;
                short[] samples = new short[RATE / 1000 * msPerWord * words];
                Arrays.fill(samples, (short) 1234);
                if (numbered) {
                  for (int i = 0; i < samples.length; i++) {
                    samples[i] = numberOf(i);
                  }
                }
                listener.onAudio(samples);
                permit.close();
                listener.onDone();
              });
      return () -> {
        cancel.run();
        permit.close();
      };
    }
  }

  private final class Loud extends Simple implements VoiceActivityDetector {
    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public SpeechDetector open() {
      detectors.incrementAndGet();
      return new SpeechDetector() {
        @Override
        public double listen(AudioFrame frame) {
          return frame.length() > 0 && Math.abs(frame.samples()[frame.length() / 2]) > 500 ? 1 : 0;
        }

        @Override
        public void reset() {}

        @Override
        public void close() {
          detectors.decrementAndGet();
        }
      };
    }
  }

  private static final class Judging extends Simple implements TurnDetector {
    @Override
    public TurnWatch open(Consumer<TurnOutlook> later) {
      return TurnWatch.of(evidence -> TurnOutlook.COMPLETE, capacity().acquire());
    }
  }

  private record Provider<E extends Engine>(Class<E> kind, E engine) implements EngineProvider<E> {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public String summary() {
      return "For tests.";
    }

    @Override
    public Availability availability(EngineContext context) {
      return Availability.yes("itself");
    }

    @Override
    public E open(EngineContext context) {
      return engine;
    }
  }
}
