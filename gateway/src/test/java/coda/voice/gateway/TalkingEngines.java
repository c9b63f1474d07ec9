package coda.voice.gateway;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.activity.SpeechDetector;
import coda.voice.conversation.SessionEngines;
import coda.voice.engine.Capacity;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Transcript;
import coda.voice.engine.TurnDetector;
import coda.voice.engine.VoiceActivityDetector;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Engines for real sockets and real time, shared by many sessions on many threads: whoever is loud
 * speaks, every utterance is "hello there", the answer repeats the words, every word of it is 200
 * ms of noise. What is taken is counted.
 */
final class TalkingEngines implements AutoCloseable {
  private static final int RATE = 16_000;
  private static final int MS_PER_WORD = 200;

  final AtomicInteger dialogues = new AtomicInteger();
  final AtomicInteger detectors = new AtomicInteger();
  final AtomicLong heardSamples = new AtomicLong();
  final Hearing recognizer = new Hearing();
  final Speaking synthesizer = new Speaking();
  final Answering model = new Answering();
  volatile boolean modelFails;

  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          2, Thread.ofPlatform().daemon().name("engine-", 0).factory());

  SessionEngines engines() {
    return new SessionEngines(recognizer, synthesizer, model, new Loud(), new Judging());
  }

  /** Permits, dialogues and detectors that are out. */
  int held() {
    return recognizer.capacity().inUse()
        + synthesizer.capacity().inUse()
        + model.capacity().inUse()
        + dialogues.get()
        + detectors.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private Runnable later(long ms, Runnable task) {
    ScheduledFuture<?> future = threads.schedule(task, ms, TimeUnit.MILLISECONDS);
    return () -> future.cancel(false);
  }

  private abstract static class Simple implements Engine {
    private final String name;
    private final Capacity capacity;

    Simple(String name) {
      this.name = name;
      this.capacity = new Capacity(name, 10_000);
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void warmUp() {}

    @Override
    public Health health() {
      return Health.READY;
    }

    @Override
    public Capacity capacity() {
      return capacity;
    }

    @Override
    public void close() {}
  }

  final class Hearing extends Simple implements Recognizer {
    Hearing() {
      super("hearing");
    }

    @Override
    public int sampleRate() {
      return RATE;
    }

    @Override
    public Set<String> languages() {
      return Set.of("en-US");
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      Capacity.Permit permit = capacity().acquire();
      return new Recognition() {
        private volatile boolean over;

        @Override
        public void hear(AudioFrame frame) {
          heardSamples.addAndGet(frame.length());
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
    Answering() {
      super("answering");
    }

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
                          EngineException.failed("answering", new IllegalStateException("secret")));
                    } else {
                      listener.onText("You said " + request.text() + ".");
                      listener.onDone();
                    }
                  });
          return () -> {
            cancel.run();
            permit.close();
          };
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
    Speaking() {
      super("speaking");
    }

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
                short[] samples = new short[RATE / 1000 * MS_PER_WORD * words];
                Arrays.fill(samples, (short) 1234);
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
    Loud() {
      super("loud");
    }

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
    Judging() {
      super("judging");
    }

    @Override
    public Judgement judge(TurnEvidence evidence) {
      return Judgement.COMPLETE;
    }
  }
}
