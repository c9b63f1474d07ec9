package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engines.local.assistant.Conversation.Collected;
import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Heard;
import coda.voice.engines.local.skills.Skill;
import coda.voice.engines.local.skills.SkillContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The example of {@code docs/skills.md} works as it is written there. */
class CounterExampleTest {
  /** Counts. */
  static final class Counter implements Skill {
    private static final class Count {
      private long value;
    }

    @Override
    public String name() {
      return "counter";
    }

    @Override
    public List<String> phrases() {
      return List.of("count [one] (more|up)", "count <number> more", "rare: increase the counter");
    }

    @Override
    public boolean changesSomething() {
      return true;
    }

    @Override
    public String answer(Heard heard, SkillContext context) {
      Count count = context.state(Count.class, Count::new);
      count.value += heard.first(Slots.NUMBER).map(BigDecimal::longValue).orElse(1L);
      return "That makes " + NumberWords.say(count.value) + ".";
    }
  }

  private final Dialogue dialogue =
      new AssistantLanguageModel(
              Understanding.of(List.of(new Counter())), Runnable::run, () -> new Random(1))
          .open(new TestScope());

  @Test
  void shouldCount() {
    assertThat(say("count one more")).isEqualTo("That makes one.");
    assertThat(say("please count twenty more")).isEqualTo("That makes twenty-one.");
    assertThat(say("increase the counter")).isEqualTo("That makes twenty-two.");
    assertThat(say("count the stars")).contains("language model");
  }

  private String say(String text) {
    Collected collected = new Collected();
    dialogue.answer(new AnswerRequest(text, List.of(), false), collected);
    return String.join("", collected.deltas);
  }
}
