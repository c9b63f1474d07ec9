package coda.voice.testkit.engines;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A voice that takes {@link #MS_PER_WORD} for each word and marks where each begins. Its samples
 * are the number of the word within the sentence, so a test can read off the audio what was said.
 */
public final class ScriptedSynthesizer extends ScriptedEngine implements Synthesizer {
  /** Every word lasts this long, in ms. */
  public static final int MS_PER_WORD = 300;

  private final SessionLoop loop;
  private final List<String> spoken = new ArrayList<>();
  private long startsAfterMs = 30;
  private boolean fails;
  private boolean stalls;
  private boolean marksWords = true;

  /**
   * A voice in working order.
   *
   * @param loop whose time it lives in
   */
  public ScriptedSynthesizer(SessionLoop loop) {
    super("scripted-synthesizer", 1000);
    this.loop = loop;
  }

  /**
   * Audio comes this long after it was asked for.
   *
   * @param ms at least 0
   */
  public ScriptedSynthesizer startsAfter(long ms) {
    startsAfterMs = ms;
    return this;
  }

  /** From now on every sentence fails. */
  public ScriptedSynthesizer fails() {
    fails = true;
    return this;
  }

  /** From now on every sentence stops after its first word and never ends. */
  public ScriptedSynthesizer stalls() {
    stalls = true;
    return this;
  }

  /** From now on words are not marked. */
  public ScriptedSynthesizer withoutMarks() {
    marksWords = false;
    return this;
  }

  /** Everything it was asked to say. */
  public List<String> spoken() {
    return List.copyOf(spoken);
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
  public List<String> voices() {
    return List.of("scripted");
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    Permit permit = capacity().acquire();
    spoken.add(request.text());
    Running running = new Running(request, listener, permit);
    loop.schedule(startsAfterMs, running::run);
    return running;
  }

  private final class Running implements Synthesis {
    private final SpeechRequest request;
    private final SpeechListener listener;
    private final Permit permit;
    private boolean over;

    Running(SpeechRequest request, SpeechListener listener, Permit permit) {
      this.request = request;
      this.listener = listener;
      this.permit = permit;
    }

    void run() {
      if (over) {
        return;
      }
      if (fails) {
        cancel();
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("scripted")));
        return;
      }
      String[] words = request.text().split(" ", -1);
      int samplesPerWord = (int) (16 * MS_PER_WORD / request.rate());
      int offset = 0;
      for (int i = 0; i < words.length; i++) {
        if (marksWords) {
          listener.onWord(offset, (long) i * samplesPerWord);
        }
        short[] samples = new short[samplesPerWord];
        Arrays.fill(samples, (short) (1000 * (i + 1)));
        listener.onAudio(samples);
        offset += words[i].length() + 1;
        if (stalls) {
          return;
        }
      }
      cancel();
      listener.onDone();
    }

    @Override
    public void cancel() {
      over = true;
      permit.close();
    }
  }
}
