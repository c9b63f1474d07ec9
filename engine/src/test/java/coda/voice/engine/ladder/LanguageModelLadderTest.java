package coda.voice.engine.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LanguageModelLadderTest {
  private final LadderOfTwo two = new LadderOfTwo(Kind.ANSWER).warm();
  private final Scripted.Model first = (Scripted.Model) two.first;
  private final Scripted.Model second = (Scripted.Model) two.second;
  private final Dialogue dialogue = ((LanguageModel) two.ladder).open(new NoScope());
  private final Listener listener = new Listener();

  private Generation answer(boolean tentative) {
    return dialogue.answer(
        new AnswerRequest(
            "hello", List.of(new Message(Role.USER, "before")), true, tentative, List.of()),
        listener);
  }

  @Test
  void shouldTellTheChangeBeforeTheFirstWordAndTheReturnBeforeTheNext() {
    first.script.add(Behaviour.FAILS_BEFORE);
    first.script.add(Behaviour.FAILS_BEFORE);
    for (int i = 0; i < 4; i++) {
      answer(false);
      two.clock.advance(100);
    }

    assertThat(listener.calls)
        .containsExactly(
            "changed", "second", "done", "second", "done", "changed", "first", "done", "first",
            "done");
    assertThat(listener.changes)
        .containsExactly(
            new EngineChange("language_model", "first", "second", "ENGINE_FAILED", false),
            new EngineChange("language_model", "second", "first", "", true));
  }

  @Test
  void shouldGiveTheOtherModelTheWholeTurn() {
    first.script.add(Behaviour.FAILS_BEFORE);
    answer(false);
    two.clock.advance(100);

    assertThat(second.asked).isEqualTo(first.asked);
  }

  @Test
  void shouldOpenADialogueWithAModelOnlyWhenItIsAskedAndCloseAll() {
    assertThat(first.dialogues).isZero();
    answer(false);
    two.clock.advance(100);
    assertThat(first.dialogues).isEqualTo(1);
    assertThat(second.dialogues).isZero();

    first.script.add(Behaviour.FAILS_BEFORE);
    answer(false);
    two.clock.advance(100);
    answer(false);
    assertThat(second.dialogues).isEqualTo(1);
    assertThat(first.dialogues).isEqualTo(1);

    dialogue.close();
    assertThat(first.dialogues + second.dialogues).isZero();
  }

  @Test
  void shouldConfirmToTheModelThatIsAtIt() {
    Generation generation = answer(true);
    generation.confirm();
    generation.confirm();

    assertThat(first.confirmed).isEqualTo(1);
  }

  @Test
  void shouldAskTheNextModelForCertainWhenTheTurnWasConfirmedMeanwhile() {
    first.script.add(Behaviour.FAILS_BEFORE);
    Generation generation = answer(true);
    generation.confirm();
    two.clock.advance(100);

    assertThat(first.asked.getFirst().tentative()).isTrue();
    assertThat(second.asked.getFirst().tentative()).isFalse();
    assertThat(second.confirmed).isZero();
  }

  @Test
  void shouldConfirmToTheNextModelWhatIsConfirmedLater() {
    first.script.add(Behaviour.FAILS_BEFORE);
    second.script.add(Behaviour.SLOW);
    Generation generation = answer(true);
    two.clock.advance(100);
    generation.confirm();

    assertThat(second.asked.getFirst().tentative()).isTrue();
    assertThat(second.confirmed).isEqualTo(1);
  }

  @Test
  void shouldNotHandOnAnAnswerThatHasCalledATool() {
    first.script.add(Behaviour.SILENT);
    Generation generation = answer(false);
    AnswerListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onToolCall(new ToolCall("1", "light", "{}"));
    generation.toolResult("1", "on");
    toLadder.onFailure(Scripted.failure("ENGINE_LOST"));
    two.clock.advance(Scripted.BUDGET_MS);

    assertThat(listener.calls).containsExactly("tool light", "failed ENGINE_LOST");
    assertThat(first.toolResults).containsExactly("1=on");
    assertThat(second.asked).isEmpty();
  }

  @Test
  void shouldHandOnTheResultOfAToolThatIsQuickerThanTheModelBegins() {
    first.script.add(Behaviour.FAILS_BEFORE);
    second.callsToolAtOnce = true;
    Generation generation = answer(false);
    listener.onTool = () -> generation.toolResult("1", "on");
    two.clock.advance(100);

    assertThat(second.toolResults).containsExactly("1=on");
    assertThat(listener.calls).containsExactly("changed", "tool light", "second", "done");
  }

  @Test
  void shouldLetNothingThroughOfAModelThatWasGivenUp() {
    first.script.add(Behaviour.SILENT);
    answer(false);
    AnswerListener late = Objects.requireNonNull(first.listener);
    two.clock.advance(Scripted.BUDGET_MS / 2);
    late.onText("too late");
    late.onToolCall(new ToolCall("1", "light", "{}"));
    late.onDone();
    late.onFailure(Scripted.failure("ENGINE_LOST"));
    two.clock.advance(100);

    assertThat(listener.calls).containsExactly("changed", "second", "done");
    assertThat(first.atWork).hasValue(0);
  }

  @Test
  void shouldFallSilentWhenItIsCancelledWhileTheChangeIsTold() {
    first.script.add(Behaviour.FAILS_BEFORE);
    Generation generation = answer(false);
    listener.onChange = generation::cancel;
    two.clock.advance(100);

    assertThat(listener.calls).containsExactly("changed");
    assertThat(two.ladder.capacity().inUse()).isZero();
    assertThat(two.ladder.inUseBelow()).isZero();
  }

  @Test
  void shouldPassOnWhatAModelSaysAboutItsOwnChange() {
    EngineChange own = new EngineChange("language_model", "a", "b", "ENGINE_LOST", false);
    first.script.add(Behaviour.SILENT);
    answer(false);
    AnswerListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onEngineChange(own);
    assertThat(listener.calls).isEmpty();
    toLadder.onText("Hello");

    assertThat(listener.calls).containsExactly("changed", "Hello");
    assertThat(listener.changes).containsExactly(own);
  }

  @Test
  void shouldLetAnotherModelTakeOverFromOneThatHasOnlyCounted() {
    first.script.add(Behaviour.SILENT);
    answer(false);
    AnswerListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onCount(new TokenCount(40, 500));
    toLadder.onFailure(Scripted.failure("ENGINE_FAILED"));
    two.clock.advance(100);

    assertThat(listener.calls).containsExactly("changed", "second", "done");
  }

  @Test
  void shouldTellACountThatCameBeforeAnythingElseAtTheEndUnlessALaterOneDid() {
    first.script.add(Behaviour.SILENT);
    answer(false);
    AnswerListener toLadder = Objects.requireNonNull(first.listener);
    toLadder.onCount(new TokenCount(40, 0));
    toLadder.onDone();
    first.script.add(Behaviour.SILENT);
    answer(false);
    toLadder = Objects.requireNonNull(first.listener);
    toLadder.onCount(new TokenCount(40, 0));
    toLadder.onText("Hello");
    toLadder.onCount(new TokenCount(80, 2));
    toLadder.onDone();

    assertThat(listener.calls).containsExactly("40+0", "done", "Hello", "80+2", "done");
  }

  private static final class Listener implements AnswerListener {
    private final List<String> calls = new ArrayList<>();
    private final List<EngineChange> changes = new ArrayList<>();
    private Runnable onChange = () -> {};
    private Runnable onTool = () -> {};

    @Override
    public void onText(String delta) {
      calls.add(delta);
    }

    @Override
    public void onToolCall(ToolCall call) {
      calls.add("tool " + call.tool());
      onTool.run();
    }

    @Override
    public void onCount(TokenCount count) {
      calls.add(count.input() + "+" + count.output());
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
      calls.add("changed");
      changes.add(change);
      onChange.run();
    }
  }
}
