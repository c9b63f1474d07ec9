package coda.voice.conversation.reply;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.engine.LightEngine;
import coda.voice.engine.Synthesizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PreparedSpeechTest {
  private final Voice voice = new Voice();
  private final PreparedSpeech prepared = new PreparedSpeech(voice);

  @Test
  void aSentenceIsThereWhenItIsComplete() {
    prepared.prepare("Sorry about that.", "en", "");
    Synthesizer.SpeechListener listener = voice.listeners.getFirst();
    listener.onWord(0, 0);
    listener.onAudio(new short[] {1, 2});
    assertThat(prepared.find("Sorry about that.", "en", "")).isEmpty();
    listener.onAudio(new short[] {3});
    listener.onDone();

    assertThat(prepared.find("Sorry about that.", "en", ""))
        .hasValueSatisfying(
            rendering -> {
              assertThat(rendering.pieces()).hasSize(2);
              assertThat(rendering.words()).containsExactly(new PreparedSpeech.WordStart(0, 0));
            });
    assertThat(prepared.find("Sorry about that.", "en", "another voice")).isEmpty();
  }

  @Test
  void aSentenceIsMadeOnce() {
    prepared.prepare("Sorry.", "en", "");
    prepared.prepare("Sorry.", "en", "");
    assertThat(voice.listeners).hasSize(1);
  }

  @Test
  void whatFailedIsTriedAgain() {
    prepared.prepare("Sorry.", "en", "");
    voice.listeners.getFirst().onFailure(EngineException.failed("voice", new Exception("x")));
    prepared.prepare("Sorry.", "en", "");
    assertThat(voice.listeners).hasSize(2);
  }

  @Test
  void aBusyVoiceIsAskedAgainLater() {
    voice.busy = true;
    prepared.prepare("Sorry.", "en", "");
    voice.busy = false;
    prepared.prepare("Sorry.", "en", "");
    assertThat(voice.listeners).hasSize(1);
  }

  @Test
  void whatIsBeingPreparedStopsAtTheEnd() {
    prepared.prepare("Sorry.", "en", "");
    prepared.prepare("So sorry.", "en", "");
    voice.listeners.getFirst().onDone();
    prepared.close();
    prepared.close();
    assertThat(voice.cancelled).isEqualTo(1);
    assertThat(prepared.find("Sorry.", "en", "")).isPresent();
  }

  @Test
  void onlySoMuchIsKept() {
    for (int i = 0; i < PreparedSpeech.MAX_SENTENCES + 10; i++) {
      prepared.prepare("Sentence " + i, "en", "");
    }
    assertThat(voice.listeners).hasSize(PreparedSpeech.MAX_SENTENCES);
  }

  private static final class Voice extends LightEngine implements Synthesizer {
    private final List<SpeechListener> listeners = new ArrayList<>();
    private boolean busy;
    private int cancelled;

    Voice() {
      super("voice");
    }

    @Override
    public Synthesis speak(SpeechRequest request, SpeechListener listener) {
      if (busy) {
        throw new EngineBusyException("voice", 1);
      }
      listeners.add(listener);
      return () -> cancelled++;
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
      return List.of("voice");
    }
  }
}
