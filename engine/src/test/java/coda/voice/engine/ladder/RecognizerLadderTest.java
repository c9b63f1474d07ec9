package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Recognizer.Recognition;
import coda.voice.engine.Recognizer.RecognitionListener;
import coda.voice.engine.Recognizer.RecognitionRequest;
import coda.voice.engine.Transcript;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecognizerLadderTest {
  private static final int FRAME = 320;

  private final LadderOfTwo two = new LadderOfTwo(Kind.RECOGNITION).warm();
  private final Scripted.Ear first = (Scripted.Ear) two.first;
  private final Scripted.Ear second = (Scripted.Ear) two.second;
  private final RecognizerLadder ladder = (RecognizerLadder) two.ladder;
  private final FramePool pool = new FramePool(4);
  private final Listener listener = new Listener();
  private int spoken;

  @AfterEach
  void shouldHoldNothing() {
    assertThat(pool.leased()).isZero();
    assertThat(ladder.framesOut()).isZero();
  }

  private Recognition open(String conversationId) {
    return ladder.open(new RecognitionRequest(conversationId, "en-US"), listener);
  }

  /** Says so many frames; every sample is different from its neighbours. */
  private void say(Recognition recognition, int frames) {
    for (int i = 0; i < frames; i++) {
      AudioFrame frame = pool.lease(16_000).length(FRAME);
      for (int at = 0; at < FRAME; at++) {
        frame.samples()[at] = (short) spoken++;
      }
      recognition.hear(frame);
      frame.release();
    }
  }

  private void assertHeardAll(Scripted.Ear ear) {
    assertThat(ear.heard).hasSize(spoken);
    for (int i = 0; i < spoken; i++) {
      assertThat(ear.heard.get(i)).isEqualTo((short) i);
    }
  }

  @Test
  void shouldLetTheNextHearWhatWasSaidSoFarAndThenTheRest() {
    first.script.add(Behaviour.FAILS_BEFORE);
    second.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    say(recognition, 10);
    recognition.anticipate();
    two.clock.advance(20);
    say(recognition, 10);
    recognition.finish();

    assertHeardAll(second);
    assertThat(second.anticipated).isEqualTo(1);
    assertThat(second.finished).isEqualTo(1);
    recognition.cancel();
  }

  @Test
  void shouldTellTheRoomOfWhoeverListens() {
    first.script.add(Behaviour.FAILS_BEFORE);
    second.script.add(Behaviour.SILENT);
    first.roomMs = 300;
    second.roomMs = 700;
    Recognition recognition = open("c");
    assertThat(recognition.roomMs()).hasValue(300);

    two.clock.advance(20);

    assertThat(recognition.roomMs()).hasValue(700);
    recognition.cancel();
    assertThat(recognition.roomMs()).isEmpty();
  }

  @Test
  void shouldLetTheNextHearTheWholeUtteranceAfterItsEnd() {
    first.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    say(recognition, 10);
    recognition.finish();
    two.clock.advance(Scripted.BUDGET_MS);

    assertHeardAll(second);
    assertThat(second.finished).isEqualTo(1);
    assertThat(listener.calls).containsExactly("first>second", "second", "final second");
  }

  @Test
  void shouldNotHurryARecogniserBeforeTheUtteranceIsOver() {
    first.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    two.clock.advance(10 * Scripted.BUDGET_MS);
    say(recognition, 1);

    assertThat(second.played).isEmpty();
    recognition.cancel();
  }

  @Test
  void shouldResampleForTheNextWithoutLosingTheEnd() {
    second.rate = 8_000;
    first.script.add(Behaviour.FAILS_BEFORE);
    second.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    say(recognition, 10);
    two.clock.advance(20);
    say(recognition, 5);
    recognition.finish();

    assertThat(second.heard).hasSize(spoken / 2);
    recognition.cancel();
  }

  @Test
  void shouldLetTheFailureThroughWhenMoreWasSaidThanIsKept() {
    first.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    say(recognition, 501);
    Objects.requireNonNull(first.listener).onFailure(Scripted.failure("ENGINE_LOST"));
    two.clock.advance(1_000);

    assertThat(listener.calls).containsExactly("failed ENGINE_LOST");
    assertThat(second.played).isEmpty();
  }

  @Test
  void shouldStayWithTheFirstOnceItHasUnderstoodWords() {
    first.script.add(Behaviour.FAILS_AFTER);
    open("c");
    two.clock.advance(1_000);

    assertThat(listener.calls).containsExactly("first", "failed ENGINE_FAILED");
    assertThat(second.played).isEmpty();
  }

  @Test
  void shouldCountButNotBreakOffARecogniserThatIsLateWithItsLastWords() {
    first.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    RecognitionListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onPartial(Transcript.of("hello"));
    recognition.finish();
    two.clock.advance(2 * Scripted.BUDGET_MS);
    assertThat(two.firstStatus().counts().failed()).containsEntry("ENGINE_TIMEOUT", 1L);

    toLadder.onFinal(Transcript.of("hello there"));

    assertThat(listener.calls).containsExactly("hello", "final hello there");
    assertThat(ladder.capacity().inUse()).isZero();
  }

  @Test
  void shouldGiveUpAnEngineThatThrowsWhileItListens() {
    first.breaksOnHearing = true;
    Recognition recognition = open("c");
    say(recognition, 3);
    two.clock.advance(10);
    say(recognition, 3);
    two.clock.advance(100);

    assertHeardAll(second);
    assertThat(first.atWork).hasValue(0);
    assertThat(listener.calls).endsWith("final second");
  }

  @Test
  void shouldTellEachConversationOfChangesOnce() {
    first.script.add(Behaviour.FAILS_BEFORE);
    first.script.add(Behaviour.FAILS_BEFORE);
    for (String conversation : List.of("a", "a", "a", "b", "a")) {
      open(conversation);
      two.clock.advance(100);
    }

    assertThat(listener.changes)
        .containsExactly(
            new EngineChange("recognizer", "first", "second", "ENGINE_FAILED", false),
            new EngineChange("recognizer", "second", "first", "", true));
  }

  @Test
  void shouldForgetTheConversationToldLongestAgo() {
    ToldConversations told = new ToldConversations(2);
    told.set("a", 1);
    told.set("b", 1);
    told.set("c", 2);

    assertThat(told.set("a", 0)).isZero();
    assertThat(told.set("b", 2)).isEqualTo(1);
    assertThat(told.set("c", 0)).isEqualTo(2);
    assertThat(told.set("c", 0)).isZero();
  }

  @Test
  void shouldListenToPausesOnlyAfterWords() {
    first.script.add(Behaviour.SILENT);
    Recognition recognition = open("c");
    RecognitionListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onPause(0.5);
    toLadder.onPartial(Transcript.of("hello"));
    toLadder.onPause(0.75);
    recognition.cancel();
    toLadder.onPause(1);

    assertThat(listener.calls).containsExactly("hello", "pause 0.75");
  }

  private static final class Listener implements RecognitionListener {
    private final List<String> calls = new ArrayList<>();
    private final List<EngineChange> changes = new ArrayList<>();

    @Override
    public void onPartial(Transcript transcript) {
      calls.add(transcript.text());
    }

    @Override
    public void onPause(double finished) {
      calls.add("pause " + finished);
    }

    @Override
    public void onFinal(Transcript transcript) {
      calls.add("final " + transcript.text());
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
