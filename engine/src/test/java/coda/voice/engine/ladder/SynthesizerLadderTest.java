package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SynthesizerLadderTest {
  private final LadderOfTwo two = new LadderOfTwo(Kind.SPEECH).warm();
  private final Scripted.Voice first = (Scripted.Voice) two.first;
  private final Scripted.Voice second = (Scripted.Voice) two.second;
  private final Synthesizer ladder = (Synthesizer) two.ladder;
  private final Listener listener = new Listener();

  private void speak(String voice) {
    ladder.speak(new SpeechRequest("Hello there.", "en", voice, 1), listener);
  }

  @Test
  void shouldHaveTheRateTheLanguagesAndTheVoicesOfTheFirst() {
    first.voices = List.of("anna");
    first.languages = Set.of("en", "de");
    first.rate = 22_050;

    assertThat(ladder.sampleRate()).isEqualTo(22_050);
    assertThat(ladder.voices()).containsExactly("anna");
    assertThat(ladder.languages()).containsExactlyInAnyOrder("en", "de");
    assertThat(ladder.name()).isEqualTo("first");
  }

  @Test
  void shouldSpeakWithTheOthersOwnVoiceWhenItLacksTheOneWanted() {
    first.voices = List.of("anna", "two");
    first.usually = Behaviour.FAILS_BEFORE;
    speak("anna");
    two.clock.advance(100);
    speak("two");
    two.clock.advance(100);

    assertThat(second.asked).extracting(SpeechRequest::voice).containsExactly("", "two");
    assertThat(first.asked).extracting(SpeechRequest::voice).containsExactly("anna", "two");
  }

  @Test
  void shouldPassOverAVoiceThatDoesNotSpeakTheLanguage() {
    first.languages = Set.of("de");
    first.script.add(Behaviour.THROWS);

    assertThatThrownBy(() -> ladder.speak(new SpeechRequest("Hallo.", "de-AT", "", 1), listener))
        .isInstanceOf(EngineException.class);

    assertThat(second.asked).isEmpty();
  }

  @Test
  void shouldResampleTheOthersSoundAndItsWords() {
    second.rate = 8_000;
    second.sound = new short[800];
    first.script.add(Behaviour.FAILS_BEFORE);
    speak("");
    two.clock.advance(45);
    Objects.requireNonNull(second.listener).onWord(6, 400);
    two.clock.advance(100);

    assertThat(listener.samples).isEqualTo(1_600);
    assertThat(listener.calls).contains("word 6 at 800").endsWith("done");
  }

  @Test
  void shouldKeepWordsUntilThereIsSoundToThem() {
    first.script.add(Behaviour.SILENT);
    speak("");
    SpeechListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onWord(0, 0);
    toLadder.onWord(6, 80);
    assertThat(listener.calls).isEmpty();
    toLadder.onAudio(new short[160]);
    toLadder.onWord(8, 120);

    assertThat(listener.calls)
        .containsExactly("word 0 at 0", "word 6 at 80", "sound", "word 8 at 120");
  }

  @Test
  void shouldForgetTheWordsOfOneThatNeverMadeASound() {
    first.script.add(Behaviour.SILENT);
    speak("");
    Objects.requireNonNull(first.listener).onWord(0, 0);
    two.clock.advance(Scripted.BUDGET_MS);

    assertThat(listener.calls).containsExactly("first>second", "sound", "done");
  }

  @Test
  void shouldTellWhoSpeaksWithEverySentenceOnceAnotherHasSpoken() {
    speak("");
    two.clock.advance(100);
    assertThat(listener.changes).isEmpty();

    first.script.add(Behaviour.FAILS_BEFORE);
    first.script.add(Behaviour.FAILS_BEFORE);
    for (int i = 0; i < 4; i++) {
      speak("");
      two.clock.advance(100);
    }

    assertThat(listener.changes)
        .extracting(EngineChange::to)
        .containsExactly("second", "second", "first", "first");
    assertThat(listener.changes)
        .extracting(EngineChange::recovered)
        .containsExactly(false, false, true, true);
  }

  private static final class Listener implements SpeechListener {
    private final List<String> calls = new ArrayList<>();
    private final List<EngineChange> changes = new ArrayList<>();
    private int samples;

    @Override
    public void onAudio(short[] more) {
      calls.add("sound");
      samples += more.length;
    }

    @Override
    public void onWord(int textOffset, long sample) {
      calls.add("word " + textOffset + " at " + sample);
    }

    @Override
    public void onDone() {
      calls.add("done");
    }

    @Override
    public void onFailure(EngineException failure) {
      calls.add("failed " + failure.code());
    }

    @Override
    public void onEngineChange(EngineChange change) {
      calls.add(change.from() + ">" + change.to());
      changes.add(change);
    }
  }
}
