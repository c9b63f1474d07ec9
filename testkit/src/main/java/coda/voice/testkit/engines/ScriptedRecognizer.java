package coda.voice.testkit.engines;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer;
import coda.voice.engine.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A recogniser that understands what the test says next, however it sounds. It counts the samples
 * it hears, so that a test can tell whether any was lost or repeated.
 */
public final class ScriptedRecognizer extends ScriptedEngine implements Recognizer {
  private final SessionLoop loop;
  private final Deque<Utterance> script = new ArrayDeque<>();
  private final List<Running> running = new ArrayList<>();
  private long heardSamples;

  /**
   * A recogniser that understands nothing until told.
   *
   * @param loop whose time it lives in
   * @param permits how many utterances at once
   */
  public ScriptedRecognizer(SessionLoop loop, int permits) {
    super("scripted-recognizer", permits);
    this.loop = loop;
  }

  /**
   * What it understands of the next utterance.
   *
   * @param utterance how it goes
   */
  public ScriptedRecognizer understands(Utterance utterance) {
    script.add(utterance);
    return this;
  }

  /**
   * What it understands of the next utterance: the words, 20 ms after its end.
   *
   * @param text the final transcript
   */
  public ScriptedRecognizer understands(String text) {
    return understands(new Utterance(text, "", 20, false));
  }

  /**
   * It predicts now whether the speaker has finished.
   *
   * @param finished 0 (goes on) to 1 (has finished)
   */
  public ScriptedRecognizer predictsPause(double finished) {
    running.forEach(utterance -> utterance.listener.onPause(finished));
    return this;
  }

  /** Samples heard so far, in all utterances. */
  public long heardSamples() {
    return heardSamples;
  }

  @Override
  public int sampleRate() {
    return 16_000;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    Permit permit = capacity().acquire();
    Utterance utterance = script.isEmpty() ? new Utterance("", "", 20, false) : script.remove();
    Running opened = new Running(utterance, listener, permit);
    running.add(opened);
    return opened;
  }

  /**
   * How the recognition of an utterance goes.
   *
   * @param text the final transcript, empty for none
   * @param partial told after 200 ms of audio, empty for none
   * @param finalAfterMs from the end of the audio to the final; negative: it never comes
   * @param fails whether it fails instead
   */
  public record Utterance(String text, String partial, long finalAfterMs, boolean fails) {}

  private final class Running implements Recognition {
    private final Utterance utterance;
    private final RecognitionListener listener;
    private final Permit permit;
    private long samples;
    private boolean partialTold;
    private boolean over;

    Running(Utterance utterance, RecognitionListener listener, Permit permit) {
      this.utterance = utterance;
      this.listener = listener;
      this.permit = permit;
    }

    @Override
    public void hear(AudioFrame frame) {
      samples += frame.length();
      heardSamples += frame.length();
      if (!partialTold && !utterance.partial().isEmpty() && samples > 16 * 200) {
        partialTold = true;
        listener.onPartial(Transcript.of(utterance.partial()));
      }
    }

    @Override
    public void finish() {
      if (utterance.finalAfterMs() >= 0) {
        loop.schedule(utterance.finalAfterMs(), this::end);
      }
    }

    private void end() {
      if (over) {
        return;
      }
      cancel();
      if (utterance.fails()) {
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("scripted")));
      } else {
        listener.onFinal(Transcript.of(utterance.text()));
      }
    }

    @Override
    public void cancel() {
      over = true;
      running.remove(this);
      permit.close();
    }
  }
}
