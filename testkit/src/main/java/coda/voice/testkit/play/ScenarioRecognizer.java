package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Transcript;
import coda.voice.testkit.engines.ScriptedEngine;
import java.util.Set;

/** Understands the words whose sound it is given, in the way their utterance says. */
final class ScenarioRecognizer extends ScriptedEngine implements Recognizer {
  private final SessionLoop loop;
  private final Microphone microphone;
  private boolean tellsPartials = true;
  private int busyTurns;
  private StageWitness witness = new StageWitness() {};

  ScenarioRecognizer(SessionLoop loop, Microphone microphone) {
    super("scenario-recogniser", 100);
    this.loop = loop;
    this.microphone = microphone;
  }

  void witness(StageWitness wanted) {
    witness = wanted;
  }

  void tellsNoPartials() {
    tellsPartials = false;
  }

  void busyFor(int turns) {
    busyTurns = turns;
  }

  @Override
  public int sampleRate() {
    return Sound.RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public boolean tellsPartials() {
    return tellsPartials;
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    if (busyTurns > 0) {
      busyTurns--;
      witness.onRecognitionRefused();
      throw new EngineBusyException(name(), 100);
    }
    witness.onRecognitionOpened();
    return new Running(listener, capacity().acquire());
  }

  private final class Running implements Recognition {
    private final RecognitionListener listener;
    private final Permit permit;
    private final HeardWords heard = new HeardWords(microphone);
    private String told = "";
    private boolean over;

    Running(RecognitionListener listener, Permit permit) {
      this.listener = listener;
      this.permit = permit;
    }

    @Override
    public void hear(AudioFrame frame) {
      witness.onRecognitionHeard(frame);
      heard.hear(frame.samples()[0]);
      if (over) {
        return;
      }
      if (tellsPartials) {
        heard.partial().ifPresent(this::tell);
      }
      if (heard.finalIsEarly()) {
        end(Utterance.Ending.ONCE);
      }
    }

    private void tell(String partial) {
      if (!partial.isEmpty() && !partial.equals(told)) {
        told = partial;
        listener.onPartial(Transcript.of(partial));
      }
    }

    @Override
    public void anticipate() {
      if (!over && tellsPartials && heard.usualPartials()) {
        tell(heard.text());
      }
    }

    @Override
    public void finish() {
      Utterance.Ending ending = heard.ending();
      if (!over && ending != Utterance.Ending.NEVER) {
        loop.schedule(heard.finalAfterMs(), () -> end(ending));
      }
    }

    private void end(Utterance.Ending ending) {
      if (over) {
        return;
      }
      cancel();
      if (ending == Utterance.Ending.FAILURE) {
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("scenario")));
        return;
      }
      Transcript understood = Transcript.of(heard.text());
      listener.onFinal(understood);
      if (ending == Utterance.Ending.TWICE) {
        listener.onFinal(understood);
      }
    }

    @Override
    public void cancel() {
      over = true;
      permit.close();
    }
  }
}
