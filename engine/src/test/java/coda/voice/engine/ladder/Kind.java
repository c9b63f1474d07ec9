package coda.voice.engine.ladder;

import coda.voice.engine.Engine;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Transcript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The three kinds of ladders in the same words, so that one test can try them all. */
enum Kind {
  ANSWER {
    @Override
    Scripted engine(String name, LadderClock clock) {
      return new Scripted.Model(name, clock);
    }

    @Override
    Ladder ladder(List<Scripted> engines, LadderSettings settings, LadderClock clock) {
      return new LanguageModelLadder(list(engines, LanguageModel.class), settings, clock);
    }

    @Override
    Runnable ask(Ladder ladder, String who, Log log) {
      var dialogue =
          log.dialogues.computeIfAbsent(who, any -> ((LanguageModel) ladder).open(new NoScope()));
      return dialogue.answer(
              new AnswerRequest("hello", List.of(), false),
              new AnswerListener() {
                @Override
                public void onText(String delta) {
                  log.add("delivered");
                }

                @Override
                public void onDone() {
                  log.add("done");
                }

                @Override
                public void onFailure(EngineException failure) {
                  log.add("failed " + failure.code());
                }

                @Override
                public void onEngineChange(EngineChange change) {
                  log.changed(change);
                }
              })
          ::cancel;
    }
  },
  SPEECH {
    @Override
    Scripted engine(String name, LadderClock clock) {
      return new Scripted.Voice(name, clock);
    }

    @Override
    Ladder ladder(List<Scripted> engines, LadderSettings settings, LadderClock clock) {
      return new SynthesizerLadder(list(engines, Synthesizer.class), settings, clock);
    }

    @Override
    Runnable ask(Ladder ladder, String who, Log log) {
      return ((Synthesizer) ladder)
              .speak(
                  new SpeechRequest("Hello.", "en-GB", "", 1),
                  new SpeechListener() {
                    @Override
                    public void onAudio(short[] samples) {
                      log.add("delivered");
                    }

                    @Override
                    public void onDone() {
                      log.add("done");
                    }

                    @Override
                    public void onFailure(EngineException failure) {
                      log.add("failed " + failure.code());
                    }

                    @Override
                    public void onEngineChange(EngineChange change) {
                      log.changed(change);
                    }
                  })
          ::cancel;
    }
  },
  RECOGNITION {
    @Override
    Scripted engine(String name, LadderClock clock) {
      return new Scripted.Ear(name, clock);
    }

    @Override
    Ladder ladder(List<Scripted> engines, LadderSettings settings, LadderClock clock) {
      return new RecognizerLadder(list(engines, Recognizer.class), settings, clock);
    }

    @Override
    Runnable ask(Ladder ladder, String who, Log log) {
      Recognition recognition =
          ((Recognizer) ladder)
              .open(
                  new RecognitionRequest(who, "en"),
                  new RecognitionListener() {
                    @Override
                    public void onPartial(Transcript transcript) {
                      log.add("delivered");
                    }

                    @Override
                    public void onFinal(Transcript transcript) {
                      log.add("done");
                    }

                    @Override
                    public void onFailure(EngineException failure) {
                      log.add("failed " + failure.code());
                    }

                    @Override
                    public void onEngineChange(EngineChange change) {
                      log.changed(change);
                    }
                  });
      recognition.finish();
      return recognition::cancel;
    }
  };

  abstract Scripted engine(String name, LadderClock clock);

  abstract Ladder ladder(List<Scripted> engines, LadderSettings settings, LadderClock clock);

  /**
   * Gives the ladder a piece of work.
   *
   * @return cancels it
   */
  abstract Runnable ask(Ladder ladder, String who, Log log);

  private static <E extends Engine> List<E> list(List<Scripted> engines, Class<E> kind) {
    return engines.stream().map(kind::cast).toList();
  }

  /** What a listener was told, one word each. */
  static final class Log {
    final List<String> calls = new ArrayList<>();
    final List<EngineChange> changes = new ArrayList<>();
    private final Map<String, Dialogue> dialogues;

    Log() {
      this(new HashMap<>());
    }

    /** A log of something that belongs to conversations had before. */
    Log(Map<String, Dialogue> dialogues) {
      this.dialogues = dialogues;
    }

    synchronized void add(String call) {
      calls.add(call);
    }

    synchronized void changed(EngineChange change) {
      calls.add(
          change.from() + ">" + change.to() + " " + (change.recovered() ? "back" : change.code()));
      changes.add(change);
    }
  }
}
