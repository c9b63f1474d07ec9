package coda.voice.testkit.play;

import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.testkit.engines.ScriptedEngine;
import coda.voice.testkit.scenario.EngineScript.VoiceFails;
import coda.voice.testkit.scenario.EngineScript.VoiceStalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Speaks each word for 300 ms, with the word's own sample value. */
final class ScenarioVoice extends ScriptedEngine implements Synthesizer {
  private final SessionLoop loop;
  private final List<VoiceFails> failures = new ArrayList<>();
  private final List<VoiceStalls> stalls = new ArrayList<>();
  private final VoicedWords words;
  private long startsAfterMs = 30;
  private boolean marksWords = true;
  private int sentences;
  private int busy;

  ScenarioVoice(SessionLoop loop, VoicedWords words) {
    super("scenario-voice", 100);
    this.loop = loop;
    this.words = words;
  }

  void startsAfter(long ms) {
    startsAfterMs = ms;
  }

  void fails(VoiceFails failure) {
    failures.add(failure);
  }

  void stalls(VoiceStalls stall) {
    stalls.add(stall);
  }

  void busyFor(int refused) {
    busy = refused;
  }

  void marksNoWords() {
    marksWords = false;
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
  public List<String> voices() {
    return List.of("scenario");
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    if (busy > 0) {
      busy--;
      throw new EngineBusyException(name(), 100);
    }
    Running running = new Running(request, listener, capacity().acquire(), ++sentences);
    loop.schedule(startsAfterMs, running::run);
    return running;
  }

  private final class Running implements Synthesis {
    private final SpeechRequest request;
    private final SpeechListener listener;
    private final Permit permit;
    private final int sentence;
    private boolean over;

    Running(SpeechRequest request, SpeechListener listener, Permit permit, int sentence) {
      this.request = request;
      this.listener = listener;
      this.permit = permit;
      this.sentence = sentence;
    }

    void run() {
      if (over) {
        return;
      }
      if (failures.stream().anyMatch(f -> f.sentence() == sentence)) {
        cancel();
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("scenario")));
        return;
      }
      String[] spoken = request.text().split(" ", -1);
      int stallsAfter =
          stalls.stream()
              .filter(s -> s.sentence() == sentence)
              .mapToInt(VoiceStalls::words)
              .findFirst()
              .orElse(Integer.MAX_VALUE);
      speak(spoken, Math.min(spoken.length, stallsAfter));
      if (stallsAfter == Integer.MAX_VALUE) {
        cancel();
        listener.onDone();
      }
    }

    private void speak(String[] spoken, int count) {
      int samplesPerWord = (int) (Sound.RATE / 1000 * Sound.MS_PER_WORD / request.rate());
      int offset = 0;
      for (int i = 0; i < count; i++) {
        if (marksWords) {
          listener.onWord(offset, (long) i * samplesPerWord);
        }
        listener.onAudio(words.speak(spoken[i], samplesPerWord));
        offset += spoken[i].length() + 1;
      }
    }

    @Override
    public void cancel() {
      over = true;
      permit.close();
    }
  }
}
