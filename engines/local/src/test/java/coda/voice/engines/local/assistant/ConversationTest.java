package coda.voice.engines.local.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Message;
import coda.voice.engine.LanguageModel.Role;
import coda.voice.engines.local.assistant.Conversation.Collected;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversationTest {
  private final Conversation coda = new Conversation();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what time is it | three fifteen in the afternoon",
        "what is the date | Today is Monday, November twenty-third.",
        "what is the date tomorrow | Tomorrow is Tuesday, November twenty-fourth.",
        "what day is it tomorrow | Tomorrow is Tuesday",
        "what day was it yesterday | Yesterday was Sunday",
        "what day is the day after tomorrow | The day after tomorrow is Wednesday",
        "what month is it | November twenty twenty-six",
        "what year is it | It's twenty twenty-six.",
      })
  void shouldTellTimeAndDate(String question, String answer) {
    assertThat(coda.type(question)).contains(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "what is twelve times seven | Twelve times seven is eighty-four.",
        "12*7 | Twelve times seven is eighty-four.",
        "(3+4)*2 | That makes fourteen.",
        "2+3*4 | That makes fourteen.",
        "15% of 80 | Fifteen percent of eighty is twelve.",
        "what is ten divided by four | Ten divided by four is two point five.",
        "what is ten divided by three | Ten divided by three is about three point three three three three.",
        "1/3*3 | That makes one.",
        "0.1+0.2 | Zero point one plus zero point two is zero point three.",
        "five divided by zero | Nothing can be divided by zero.",
        "the square root of sixteen | The square root of sixteen is four.",
        "square root of two | The square root of two is about one point four one four two.",
        "square root of minus four | A negative number has no real square root.",
        "seven squared | Seven squared is forty-nine.",
        "minus five plus two | Minus five plus two is minus three.",
        "subtract three from ten | Ten minus three is seven.",
        "multiply six by nine | Six times nine is fifty-four.",
        "divide nine by two | Nine divided by two is four point five.",
        "add one and two | One plus two is three.",
        "2^10 | Two to the power of ten is one thousand and twenty-four.",
        "99^99 | That number is too large for me.",
        "9^9^9 | I only work out whole powers up to one hundred.",
        "1/10000000 | One divided by ten million is about one times ten to the power of minus seven.",
        "1000000*1000000 | One million times one million is one trillion.",
        "what is three point five times two | Three point five times two is seven.",
      })
  void shouldDoSums(String question, String answer) {
    assertThat(coda.type(question)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "how many ounces in a pound | One pound is sixteen ounces.",
        "convert five miles to kilometers | Five miles is about eight point zero five kilometers.",
        "what is 70 degrees fahrenheit in celsius | Seventy degrees Fahrenheit is about twenty-one point one degrees Celsius.",
        "what is 100 celsius in fahrenheit | One hundred degrees Celsius is two hundred and twelve degrees Fahrenheit.",
        "convert minus forty degrees celsius to fahrenheit | Minus forty degrees Celsius is minus forty degrees Fahrenheit.",
        "how many minutes are in two hours | Two hours is one hundred and twenty minutes.",
        "how many feet are in a mile | One mile is five thousand two hundred and eighty feet.",
        "convert one inch to meters | One inch is zero point zero two five four meters.",
        "how many liters are in five pounds | Pounds and liters measure different things.",
        "convert -5 miles to km | There is no such thing as a negative number of miles.",
      })
  void shouldConvertUnits(String question, String answer) {
    assertThat(coda.type(question)).isEqualTo(answer);
  }

  @Test
  void shouldSpeakUpWhenATimerEnds() {
    assertThat(coda.speak("set a timer for ten minutes")).containsIgnoringCase("ten minutes");
    coda.scope.passSeconds(599);
    assertThat(coda.scope.said).isEmpty();
    coda.scope.passSeconds(1);
    assertThat(coda.scope.said).containsExactly("Your ten minute timer is done.");
    assertThat(coda.scope.announcements)
        .extracting(announcement -> announcement.freshMs(), announcement -> announcement.protect())
        .containsExactly(tuple(120_000L, false));
    assertThat(coda.speak("list my timers")).isEqualTo("You have no timers.");
  }

  @Test
  void shouldKeepSeveralTimersApart() {
    assertThat(coda.speak("set a pasta timer for eight minutes"))
        .isEqualTo("Pasta timer, eight minutes, starting now.");
    coda.speak("set a timer for an hour and a half");
    coda.scope.passSeconds(60);
    assertThat(coda.speak("how much time is left"))
        .isEqualTo(
            "You have two timers: the pasta timer with seven minutes and the one hour thirty minute"
                + " timer with one hour and twenty-nine minutes left.");
    assertThat(coda.speak("how much time is left on the pasta timer"))
        .isEqualTo("Your pasta timer has seven minutes left.");
    assertThat(coda.speak("cancel the timer")).contains("Which one");
    assertThat(coda.speak("cancel the egg timer")).contains("I don't have such a timer");
    assertThat(coda.speak("cancel the pasta timer")).isEqualTo("Your pasta timer is cancelled.");
    coda.scope.passSeconds(2 * 3600);
    assertThat(coda.scope.said).containsExactly("Your one hour thirty minute timer is done.");
  }

  @Test
  void shouldCancelAllTimers() {
    coda.speak("set a timer for one minute");
    coda.speak("set a timer for two minutes");
    assertThat(coda.speak("cancel all timers")).isEqualTo("I cancelled two timers.");
    assertThat(coda.scope.planned()).isZero();
    assertThat(coda.speak("cancel the timer")).isEqualTo("You have no timers to cancel.");
  }

  @Test
  void shouldExplainTheLimitsOfTimers() {
    assertThat(coda.type("set a timer for two days")).contains("at most twenty-four hours");
    assertThat(coda.type("set a timer for 0 seconds")).contains("at least one second");
    assertThat(coda.type("set a timer")).startsWith("For how long?");
    for (int i = 0; i < 20; i++) {
      coda.type("set a timer for " + (i + 1) + " minutes");
    }
    assertThat(coda.type("set a timer for five hours")).contains("already have twenty timers");
    assertThat(coda.scope.planned()).isEqualTo(20);
  }

  @Test
  void shouldTakeTheLengthOfATimerOnlyWhenItAskedForIt() {
    assertThat(coda.speak("ten minutes")).contains("language model");
    assertThat(coda.speak("set a timer")).isEqualTo("For how long?");
    assertThat(coda.speak("for ten minutes")).containsIgnoringCase("ten minutes");
    assertThat(coda.scope.planned()).isEqualTo(1);
    assertThat(coda.speak("ten minutes")).contains("language model");
    assertThat(coda.scope.planned()).isEqualTo(1);
  }

  @Test
  void shouldTakeMisheardUnitsForAMishearing() {
    assertThat(coda.speak("what is eleven miles to days")).contains("language model");
    assertThat(coda.type("what is eleven miles to days")).contains("measure different things");
  }

  @Test
  void shouldEndTimersWithTheConversation() {
    coda.speak("set a timer for ten minutes");
    coda.dialogue.close();
    coda.dialogue.close();
    assertThat(coda.scope.planned()).isZero();
    coda.scope.passSeconds(3600);
    assertThat(coda.scope.said).isEmpty();
  }

  @Test
  void shouldKeepAShoppingList() {
    assertThat(coda.speak("what is on my shopping list")).isEqualTo("Your shopping list is empty.");
    assertThat(coda.speak("add milk and some eggs to the shopping list")).contains("milk and eggs");
    assertThat(coda.speak("add milk to my list")).isEqualTo("You already have milk on the list.");
    coda.type("Put Olive Oil on the list");
    assertThat(coda.speak("read my shopping list"))
        .isEqualTo("You have three things on your list: milk, eggs and olive oil.");
    assertThat(coda.speak("take the eggs off my list")).isEqualTo("I took eggs off the list.");
    assertThat(coda.speak("remove eggs from my list")).isEqualTo("I don't see eggs on your list.");
    assertThat(coda.speak("clear the shopping list")).contains("two things");
    assertThat(coda.speak("clear the shopping list")).contains("empty already");
  }

  @Test
  void shouldRememberAndRecall() {
    assertThat(coda.speak("what is my name")).startsWith("You haven't told me your name");
    assertThat(coda.speak("remember that my name is anna")).endsWith("your name is Anna.");
    assertThat(coda.speak("what is my name")).isEqualTo("Your name is Anna.");
    assertThat(coda.speak("who am i")).isEqualTo("Your name is Anna.");
    coda.type("remember that my favorite color is dark blue");
    coda.type("remember the car is on level three");
    coda.type("remember that I lent my drill to Peter");
    assertThat(coda.type("what's my favourite colour?"))
        .isEqualTo("Your favorite color is dark blue.");
    assertThat(coda.type("where is the car")).isEqualTo("The car is on level three.");
    assertThat(coda.type("what do you remember"))
        .isEqualTo(
            "You told me that your name is Anna, your favorite color is dark blue, the car is on"
                + " level three and you lent your drill to Peter.");
    assertThat(coda.type("hello")).contains("Anna");
    assertThat(coda.type("forget my name")).isEqualTo("I forgot your name.");
    assertThat(coda.type("what is my name")).startsWith("You haven't told me your name");
    assertThat(coda.type("forget everything")).isEqualTo("I forgot all three things you told me.");
  }

  @Test
  void shouldReplaceWhatItRemembered() {
    coda.type("remember that my name is Anna");
    coda.type("my name is Hannah");
    assertThat(coda.type("what is my name")).isEqualTo("Your name is Hannah.");
  }

  @Test
  void shouldNotAnswerFromAnotherConversation() {
    coda.type("remember that my name is Anna");
    coda.type("add milk to my list");
    Conversation other = new Conversation();
    assertThat(other.type("what is my name")).startsWith("You haven't told me");
    assertThat(other.type("read my list")).isEqualTo("Your shopping list is empty.");
  }

  @Test
  void shouldTellEveryJokeBeforeOneAgain() {
    Set<String> jokes = new HashSet<>();
    for (int i = 0; i < 12; i++) {
      assertThat(jokes.add(coda.speak("tell me a joke"))).isTrue();
    }
    assertThat(jokes).contains(coda.speak("another joke"));
  }

  @Test
  void shouldFlipBothSidesAndRollAllSix() {
    Set<String> sides = new HashSet<>();
    Set<String> rolls = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      sides.add(coda.type("flip a coin").replaceAll("(?i).*(heads|tails).*", "$1").toLowerCase());
      rolls.add(coda.type("roll a die").replaceAll(".* (\\w+)\\.", "$1"));
    }
    assertThat(sides).containsExactlyInAnyOrder("heads", "tails");
    assertThat(rolls).containsExactlyInAnyOrder("one", "two", "three", "four", "five", "six");
  }

  @Test
  void shouldRollSeveralDice() {
    assertThat(coda.type("roll two dice"))
        .matches("You rolled \\w+ and \\w+\\. That makes \\w+\\.");
    assertThat(coda.type("roll a twenty sided die")).isNotEmpty();
    assertThat(coda.type("roll 500 dice")).contains("one to ten dice");
    assertThat(coda.type("roll 2.5 dice")).contains("one to ten dice");
    assertThat(coda.type("roll a 5000 sided die")).contains("two to one thousand sides");
  }

  @Test
  void shouldRepeatTheWholeAnswerEvenIfItWasInterrupted() {
    String joke = coda.speak("tell me a joke");
    coda.history.removeLast();
    coda.history.add(new Message(Role.ASSISTANT, joke.substring(0, 12)));
    assertThat(coda.speak("repeat that")).isEqualTo(joke);
    assertThat(coda.speak("say that again")).isEqualTo(joke);
  }

  @Test
  void shouldRepeatWhatSomebodyElseSaidLast() {
    coda.speak("tell me a joke");
    coda.history.add(new Message(Role.ASSISTANT, "Your ten minute timer is done."));
    assertThat(coda.speak("what did you say")).isEqualTo("Your ten minute timer is done.");
  }

  @Test
  void shouldRepeatNothingBeforeAnythingWasSaid() {
    assertThat(coda.speak("repeat that")).isEqualTo("I haven't said anything yet.");
    assertThat(new Conversation().speak("what did i say")).contains("haven't said anything");
  }

  @Test
  void shouldRepeatTheUser() {
    coda.speak("what time is it");
    assertThat(coda.speak("what did i say")).isEqualTo("I heard: what time is it.");
  }

  @Test
  void shouldSpeakSlowerAndFasterWithinLimits() {
    coda.speak("speak slower");
    assertThat(coda.scope.speechRate()).isLessThan(1);
    coda.speak("you are talking too slow");
    assertThat(coda.scope.speechRate()).isEqualTo(1);
    coda.speak("you're too fast");
    assertThat(coda.scope.speechRate()).isLessThan(1);
    coda.speak("speak normally");
    assertThat(coda.scope.speechRate()).isEqualTo(1);
    for (int i = 0; i < 10; i++) {
      coda.speak("speak faster");
    }
    assertThat(coda.scope.speechRate()).isEqualTo(2);
    assertThat(coda.speak("faster")).isEqualTo("I can't speak any faster.");
  }

  @Test
  void shouldSayNothingAndCancelNothingWhenToldToStop() {
    coda.speak("set a timer for ten minutes");
    assertThat(coda.speak("stop talking now")).isEmpty();
    assertThat(coda.scope.planned()).isEqualTo(1);
    assertThat(coda.scope.ended).isFalse();
  }

  @Test
  void shouldEndTheConversationWithGoodbye() {
    assertThat(coda.speak("thank you very much for your help")).isNotEmpty();
    assertThat(coda.scope.ended).isFalse();
    assertThat(coda.speak("good night and see you tomorrow")).startsWith("Good night");
    assertThat(coda.scope.ended).isTrue();
  }

  @Test
  void shouldGreetByTheTimeOfDay() {
    assertThat(coda.type("hello")).startsWith("Good afternoon");
    coda.scope.at("2026-11-24T07:00:00Z");
    assertThat(coda.type("hello")).startsWith("Good morning");
    coda.scope.at("2026-11-24T20:00:00Z");
    assertThat(coda.type("hello")).startsWith("Good evening");
  }

  @Test
  void shouldRefuseHonestlyAndVary() {
    Set<String> refusals = new HashSet<>();
    for (int i = 0; i < 4; i++) {
      String refusal = coda.type("who wrote hamlet");
      assertThat(refusal).containsIgnoringCase("language model");
      refusals.add(refusal);
    }
    assertThat(refusals).hasSize(4);
    assertThat(coda.speak("who wrote hamlet")).startsWith("I heard: who wrote hamlet. ");
  }

  @Test
  void shouldStreamTheAnswerInPieces() {
    String answer = coda.type("what can you do");
    assertThat(coda.deltas).hasSizeGreaterThan(10);
    assertThat(String.join("", coda.deltas)).isEqualTo(answer);
    assertThat(coda.model.capacity().inUse()).isZero();
  }

  @Test
  void shouldNotActOrSpeakOnceCancelled() {
    List<Runnable> queue = new ArrayList<>();
    AssistantLanguageModel model =
        new AssistantLanguageModel(Understanding.ofAllSkills(), queue::add, () -> new Random(1));
    Collected collected = new Collected();
    var generation =
        model
            .open(coda.scope)
            .answer(new AnswerRequest("set a timer for one minute", List.of(), true), collected);
    assertThat(model.capacity().inUse()).isEqualTo(1);
    generation.cancel();
    generation.cancel();
    assertThat(model.capacity().inUse()).isZero();
    queue.forEach(Runnable::run);
    assertThat(collected.deltas).isEmpty();
    assertThat(collected.done).isZero();
    assertThat(coda.scope.planned()).isZero();
  }
}
