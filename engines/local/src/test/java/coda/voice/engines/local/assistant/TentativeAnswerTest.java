package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engines.local.assistant.Conversation.Collected;
import coda.voice.engines.local.assistant.Conversation.Tentative;
import coda.voice.engines.local.skills.Skill;
import coda.voice.engines.local.skills.Skills;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that may be thrown away does nothing before it is confirmed. */
class TentativeAnswerTest {
  /** Something to ask of every skill. */
  private static final Map<String, String> QUESTIONS =
      Map.ofEntries(
          Map.entry("greeting", "good morning"),
          Map.entry("how-are-you", "how are you"),
          Map.entry("who-are-you", "who are you"),
          Map.entry("help", "what can you do"),
          Map.entry("time", "what time is it"),
          Map.entry("date", "what is the date"),
          Map.entry("day", "what day is it"),
          Map.entry("arithmetic", "what is twelve times seven"),
          Map.entry("conversion", "how many ounces in a pound"),
          Map.entry("set-timer", "set a timer for ten minutes"),
          Map.entry("timer-length", "for three minutes"),
          Map.entry("list-timers", "how much time is left"),
          Map.entry("cancel-timer", "cancel all timers"),
          Map.entry("add-to-list", "add bread to the shopping list"),
          Map.entry("remove-from-list", "take milk off my list"),
          Map.entry("read-list", "what is on my shopping list"),
          Map.entry("clear-list", "clear the shopping list"),
          Map.entry("remember", "remember that my dog is called rex"),
          Map.entry("recall", "what is my name"),
          Map.entry("forget", "forget my name"),
          Map.entry("flip-coin", "flip a coin"),
          Map.entry("roll-dice", "roll two dice"),
          Map.entry("joke", "tell me a joke"),
          Map.entry("repeat", "say that again"),
          Map.entry("repeat-me", "what did i say"),
          Map.entry("speaking-rate", "speak slower"),
          Map.entry("stop", "be quiet"),
          Map.entry("thank-you", "thank you"),
          Map.entry("goodbye", "goodbye"));

  /** What shows every state there is; the first must not change any. */
  private static final List<String> PROBES =
      List.of(
          "say that again",
          "how much time is left",
          "what is on my shopping list",
          "what do you remember",
          "who wrote hamlet",
          "roll ten dice",
          "tell me a joke",
          "speak faster",
          "hello");

  private static Stream<Skill> skills() {
    return Skills.all().stream();
  }

  private static Stream<Skill> changers() {
    return skills().filter(Skill::changesSomething);
  }

  /** A conversation in which every skill has something to work on. */
  private static Conversation prepared() {
    Conversation coda = new Conversation();
    coda.speak("remember that my name is anna");
    coda.speak("add milk and eggs to the shopping list");
    coda.speak("set a pasta timer for eight minutes");
    coda.speak("tell me a joke");
    coda.speak("set a timer");
    return coda;
  }

  private static List<String> traces(Conversation coda) {
    List<String> traces = new ArrayList<>();
    traces.add("planned " + coda.scope.planned());
    traces.add("ended " + coda.scope.ended);
    traces.add("rate " + coda.scope.speechRate());
    traces.add("permits " + coda.model.capacity().inUse());
    PROBES.forEach(probe -> traces.add(coda.speak(probe)));
    coda.scope.passSeconds(3600);
    traces.addAll(coda.scope.said);
    return traces;
  }

  private static String question(Skill skill) {
    return QUESTIONS.get(skill.name());
  }

  @Test
  void shouldBeAskedOfEverySkill() {
    assertThat(skills().map(Skill::name)).containsExactlyInAnyOrderElementsOf(QUESTIONS.keySet());
    Understanding understanding = Understanding.ofAllSkills();
    new TreeMap<>(QUESTIONS)
        .forEach(
            (name, question) ->
                assertThat(understanding.candidates(question, true).getFirst().owner().name())
                    .isEqualTo(name));
  }

  @ParameterizedTest
  @MethodSource("skills")
  void shouldLeaveNoTraceWhenItIsThrownAway(Skill skill) {
    Conversation coda = prepared();
    Tentative tentative = coda.tentatively(question(skill));
    assertThat(tentative.complete()).isEqualTo(!skill.changesSomething());
    tentative.generation().cancel();
    tentative.generation().confirm();

    assertThat(traces(coda)).isEqualTo(traces(prepared()));
  }

  @ParameterizedTest
  @MethodSource("skills")
  void shouldBeTheUsualAnswerOnceItIsConfirmed(Skill skill) {
    Conversation usual = prepared();
    String answer = usual.speak(question(skill));

    Conversation coda = prepared();
    Tentative tentative = coda.tentatively(question(skill));
    assertThat(tentative.answer()).isEqualTo(skill.changesSomething() ? "" : answer);
    tentative.generation().confirm();
    tentative.generation().confirm();
    tentative.generation().cancel();

    assertThat(tentative.answer()).isEqualTo(answer);
    assertThat(tentative.complete()).isTrue();
    coda.heard(question(skill), answer);
    assertThat(traces(coda)).isEqualTo(traces(usual));
  }

  @ParameterizedTest
  @MethodSource("changers")
  void somethingShouldHaveChangedAfterASkillThatSaysSo(Skill skill) {
    Conversation coda = prepared();
    coda.speak(question(skill));

    assertThat(states(coda)).isNotEqualTo(states(prepared()));
  }

  /** What there is, whatever chance and the last answer are. */
  private static List<Object> states(Conversation coda) {
    List<Object> states = new ArrayList<>();
    states.add(coda.scope.planned());
    states.add(coda.scope.ended);
    states.add(coda.scope.speechRate());
    states.add(coda.speak("what is on my shopping list"));
    states.add(coda.speak("what do you remember"));
    Set<String> untold = new TreeSet<>();
    for (int i = 0; i < 11; i++) {
      untold.add(coda.speak("tell me a joke"));
    }
    states.add(untold);
    return states;
  }

  @Test
  void shouldCountARefusalOnlyOnceItIsConfirmed() {
    Conversation coda = prepared();
    String first = coda.tentatively("who wrote hamlet").answer();
    String second = coda.tentatively("who wrote hamlet").answer();
    assertThat(first).contains("language model").isEqualTo(second);

    coda.tentatively("who wrote hamlet").generation().confirm();
    assertThat(coda.tentatively("who wrote hamlet").answer()).isNotEqualTo(first);
  }

  @Test
  void shouldGiveThePermitBackWhetherConfirmedOrThrownAway() {
    Conversation coda = new Conversation();
    Tentative dropped = coda.tentatively("set a timer for ten minutes");
    Tentative kept = coda.tentatively("set a timer for five minutes");
    assertThat(coda.model.capacity().inUse()).isEqualTo(2);
    dropped.generation().cancel();
    assertThat(coda.model.capacity().inUse()).isEqualTo(1);
    kept.generation().confirm();
    assertThat(coda.model.capacity().inUse()).isZero();
    assertThat(coda.scope.planned()).isEqualTo(1);
  }

  @Test
  void shouldBeMadeOnceWhenItIsConfirmedBeforeItWasBegun() {
    Deque<Runnable> queue = new ArrayDeque<>();
    TestScope scope = new TestScope();
    AssistantLanguageModel model =
        new AssistantLanguageModel(Understanding.ofAllSkills(), queue::add, () -> new Random(1));
    Collected collected = new Collected();
    Generation generation =
        model
            .open(scope)
            .answer(
                new AnswerRequest("set a timer for one minute", List.of(), true, true, List.of()),
                collected);
    generation.confirm();
    queue.removeLast().run(); // the confirmation overtakes
    assertThat(collected.done).isZero();
    queue.removeLast().run();

    assertThat(collected.done).isEqualTo(1);
    assertThat(scope.planned()).isEqualTo(1);
    assertThat(model.capacity().inUse()).isZero();
  }
}
