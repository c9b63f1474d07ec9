package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineException;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Health;
import coda.voice.engine.LanguageModel;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engines.local.skills.Heard;
import coda.voice.engines.local.skills.Skill;
import coda.voice.engines.local.skills.SkillContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AssistantLanguageModelTest {
  @Test
  void shouldBeFoundByItsName() throws InterruptedException {
    var provider = EngineRegistry.discover().provider(LanguageModel.class, "assistant");
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        LanguageModel model = provider.open(new EngineContext(Map.of(), blocking, blocking))) {
      assertThat(model.health()).isEqualTo(Health.STARTING);
      model.warmUp();
      assertThat(model.health()).isEqualTo(Health.READY);
      Collected collected = new Collected();
      model.open(new TestScope()).answer(request("what time is it"), collected);
      assertThat(collected.over.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(String.join("", collected.deltas)).contains("three fifteen in the afternoon");
      assertThat(model.capacity().inUse()).isZero();
    }
  }

  @Test
  void shouldAnswerWhatTheUserSaidLastWhenAskedToGoOn() throws InterruptedException {
    Message question = new Message(Role.USER, "what time is it");
    assertThat(goingOn(question)).contains("three fifteen");
    assertThat(goingOn(question, new Message(Role.SYSTEM, "Be brief."))).contains("three fifteen");
    assertThat(goingOn(question, new Message(Role.ASSISTANT, "Three."))).contains("can I do");
    assertThat(goingOn()).contains("can I do");
  }

  private static String goingOn(Message... history) throws InterruptedException {
    var provider = EngineRegistry.discover().provider(LanguageModel.class, "assistant");
    try (ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
        LanguageModel model = provider.open(new EngineContext(Map.of(), blocking, blocking))) {
      model.warmUp();
      Collected collected = new Collected();
      model.open(new TestScope()).answer(new AnswerRequest("", List.of(history), false), collected);
      assertThat(collected.over.await(30, TimeUnit.SECONDS)).isTrue();
      return String.join("", collected.deltas);
    }
  }

  @Test
  void shouldReportASkillThatFails() {
    Skill broken =
        new Skill() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public List<String> phrases() {
            return List.of("break");
          }

          @Override
          public boolean changesSomething() {
            return false;
          }

          @Override
          public String answer(Heard heard, SkillContext context) {
            throw new IllegalStateException("broken on purpose");
          }
        };
    var model =
        new AssistantLanguageModel(
            Understanding.of(List.of(broken)), Runnable::run, () -> new Random(1));
    Collected collected = new Collected();
    model.open(new TestScope()).answer(request("break"), collected);
    assertThat(collected.failures)
        .singleElement()
        .extracting(EngineException::code)
        .isEqualTo("ENGINE_FAILED");
    assertThat(collected.deltas).isEmpty();
    assertThat(model.capacity().inUse()).isZero();
  }

  @Test
  void shouldGiveThePermitBackWhenItsThreadsAreGone() {
    ExecutorService gone = Executors.newVirtualThreadPerTaskExecutor();
    gone.close();
    var model = new AssistantLanguageModel(Understanding.ofAllSkills(), gone, () -> new Random(1));
    var dialogue = model.open(new TestScope());
    assertThatThrownBy(() -> dialogue.answer(request("hello"), new Collected()))
        .isInstanceOf(EngineException.class);
    assertThat(model.capacity().inUse()).isZero();
  }

  @Test
  void shouldNotOpenOnceClosed() {
    var model =
        new AssistantLanguageModel(Understanding.ofAllSkills(), Runnable::run, () -> new Random(1));
    model.close();
    assertThatThrownBy(() -> model.open(new TestScope())).isInstanceOf(EngineException.class);
  }

  private static AnswerRequest request(String text) {
    return new AnswerRequest(text, List.of(), true);
  }

  private static final class Collected implements AnswerListener {
    private final List<String> deltas = new ArrayList<>();
    private final List<EngineException> failures = new ArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    @Override
    public void onText(String delta) {
      deltas.add(delta);
    }

    @Override
    public void onDone() {
      over.countDown();
    }

    @Override
    public void onFailure(EngineException failure) {
      failures.add(failure);
      over.countDown();
    }
  }
}
