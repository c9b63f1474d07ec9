package coda.voice.engine.ladder;

import coda.voice.ErrorCode;
import coda.voice.audio.AudioFrame;
import coda.voice.engine.Capacity;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DialogueScope;
import coda.voice.engine.Engine;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Tool;
import coda.voice.engine.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Engines that do what a test says; what they deliver is their name. */
abstract class Scripted implements Engine {
  static final long BUDGET_MS = 1_000;

  final Deque<Behaviour> script = new ArrayDeque<>();
  final List<Behaviour> played = new ArrayList<>();
  final Capacity capacity;
  final AtomicInteger atWork = new AtomicInteger();
  Behaviour usually = Behaviour.WORKS;
  Health health = Health.READY;
  @Nullable EngineException warmUpFailure;
  int warmUps;
  int closed;

  private final String name;
  private final LadderClock clock;

  Scripted(String name, LadderClock clock) {
    this.name = name;
    this.clock = clock;
    this.capacity = new Capacity(name, 4);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void warmUp() {
    warmUps++;
    if (warmUpFailure != null) {
      throw warmUpFailure;
    }
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public void close() {
    closed++;
  }

  static EngineException failure(String code) {
    return new EngineException(ErrorCode.told(code), "scripted", "scripted", null);
  }

  /** What is called on the listener. */
  interface Sink {
    void deliver();

    void done();

    void fail(EngineException failure);
  }

  /** Plays the next behaviour. */
  final Play play(Sink sink) {
    Behaviour behaviour = script.isEmpty() ? usually : script.remove();
    played.add(behaviour);
    switch (behaviour) {
      case BUSY -> throw new EngineBusyException(name, 0);
      case THROWS -> throw failure("ENGINE_FAILED");
      case BREAKS -> throw new IllegalStateException("scripted");
      default -> {}
    }
    Play play = new Play(behaviour, sink, capacity.acquire());
    play.begin();
    return play;
  }

  /** A piece of work at this engine. */
  final class Play {
    private final Behaviour behaviour;
    private final Sink sink;
    private final Permit permit;
    boolean cancelled;
    boolean over;

    Play(Behaviour behaviour, Sink sink, Permit permit) {
      this.behaviour = behaviour;
      this.sink = sink;
      this.permit = permit;
      atWork.incrementAndGet();
    }

    private void begin() {
      switch (behaviour) {
        case WORKS -> {
          after(20, sink::deliver);
          after(40, () -> end(sink::done));
        }
        case EMPTY -> after(20, () -> end(sink::done));
        case AT_ONCE -> {
          sink.deliver();
          end(sink::done);
        }
        case BUSY_LATER -> after(20, () -> fail("ENGINE_BUSY"));
        case FAILS_AT_ONCE -> fail("ENGINE_FAILED");
        case FAILS_BEFORE -> after(20, () -> fail("ENGINE_FAILED"));
        case LOST_BEFORE -> after(20, () -> fail("ENGINE_LOST"));
        case FAILS_AFTER -> {
          after(20, sink::deliver);
          after(40, () -> fail("ENGINE_FAILED"));
        }
        case DELIVERS_AND_THROWS -> {
          sink.deliver();
          giveBack();
          throw failure("ENGINE_FAILED");
        }
        case SLOW -> {
          after(BUDGET_MS * 3 / 4, sink::deliver);
          after(BUDGET_MS * 3 / 4 + 10, () -> end(sink::done));
        }
        default -> {}
      }
    }

    private void after(long ms, Runnable what) {
      var unused =
          clock.later(
              ms,
              () -> {
                if (!over) {
                  what.run();
                }
              });
    }

    private void fail(String code) {
      end(() -> sink.fail(failure(code)));
    }

    /** As engines do it: the permit is given back after the last call. */
    private void end(Runnable last) {
      if (!over) {
        over = true;
        try {
          last.run();
        } finally {
          giveBack();
        }
      }
    }

    private void giveBack() {
      over = true;
      atWork.decrementAndGet();
      permit.close();
    }

    void cancel() {
      cancelled = true;
      if (!over) {
        giveBack();
      }
    }
  }

  static final class Model extends Scripted implements LanguageModel {
    final List<AnswerRequest> asked = new ArrayList<>();
    int dialogues;
    int confirmed;
    List<String> toolResults = new ArrayList<>();
    @Nullable AnswerListener listener;
    boolean callsToolAtOnce;

    Model(String name, LadderClock clock) {
      super(name, clock);
    }

    @Override
    public Dialogue open(DialogueScope scope) {
      dialogues++;
      return new Dialogue() {
        @Override
        public Generation answer(AnswerRequest request, AnswerListener listener) {
          asked.add(request);
          Model.this.listener = listener;
          if (callsToolAtOnce) {
            listener.onToolCall(new Tool.ToolCall("1", "light", "{}"));
          }
          Play play =
              play(
                  new Sink() {
                    @Override
                    public void deliver() {
                      listener.onText(name());
                    }

                    @Override
                    public void done() {
                      listener.onDone();
                    }

                    @Override
                    public void fail(EngineException failure) {
                      listener.onFailure(failure);
                    }
                  });
          return new Generation() {
            @Override
            public void cancel() {
              play.cancel();
            }

            @Override
            public void confirm() {
              confirmed++;
            }

            @Override
            public void toolResult(String callId, String result) {
              toolResults.add(callId + "=" + result);
            }
          };
        }

        @Override
        public void close() {
          dialogues--;
        }
      };
    }
  }

  static final class Voice extends Scripted implements Synthesizer {
    final List<SpeechRequest> asked = new ArrayList<>();
    int rate = 16_000;
    Set<String> languages = Set.of("en");
    List<String> voices = List.of("one", "two");
    short[] sound = new short[160];
    @Nullable SpeechListener listener;

    Voice(String name, LadderClock clock) {
      super(name, clock);
    }

    @Override
    public int sampleRate() {
      return rate;
    }

    @Override
    public Set<String> languages() {
      return languages;
    }

    @Override
    public List<String> voices() {
      return voices;
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      asked.add(request);
      this.listener = listener;
      return play(
              new Sink() {
                @Override
                public void deliver() {
                  listener.onAudio(sound.clone());
                }

                @Override
                public void done() {
                  listener.onDone();
                }

                @Override
                public void fail(EngineException failure) {
                  listener.onFailure(failure);
                }
              })
          ::cancel;
    }
  }

  static final class Ear extends Scripted implements Recognizer {
    int rate = 16_000;
    Set<String> languages = Set.of("en");
    final List<Short> heard = new ArrayList<>();
    int finished;
    int anticipated;
    boolean breaksOnHearing;
    int roomMs = 1_000;
    @Nullable RecognitionListener listener;

    Ear(String name, LadderClock clock) {
      super(name, clock);
    }

    @Override
    public int sampleRate() {
      return rate;
    }

    @Override
    public Set<String> languages() {
      return languages;
    }

    @Override
    public Recognition open(RecognitionRequest request, RecognitionListener listener) {
      this.listener = listener;
      Play play =
          play(
              new Sink() {
                @Override
                public void deliver() {
                  listener.onPartial(Transcript.of(name()));
                }

                @Override
                public void done() {
                  listener.onFinal(Transcript.of(name()));
                }

                @Override
                public void fail(EngineException failure) {
                  listener.onFailure(failure);
                }
              });
      return new Recognition() {
        @Override
        public void hear(AudioFrame frame) {
          if (breaksOnHearing) {
            throw new IllegalStateException("scripted");
          }
          for (int i = 0; i < frame.length(); i++) {
            heard.add(frame.samples()[i]);
          }
        }

        @Override
        public OptionalInt roomMs() {
          return OptionalInt.of(roomMs);
        }

        @Override
        public void anticipate() {
          anticipated++;
        }

        @Override
        public void finish() {
          finished++;
        }

        @Override
        public void cancel() {
          play.cancel();
        }
      };
    }
  }
}
