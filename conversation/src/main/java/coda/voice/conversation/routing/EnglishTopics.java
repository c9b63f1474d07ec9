package coda.voice.conversation.routing;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What English turns are about, by their words and short phrases. Apostrophes divide words. */
final class EnglishTopics {
  private static final Phrases SMALL_TALK =
      Phrases.of(
          """
          hello, hi, hey, good morning, good afternoon, good evening, good night, how are you,
          how are you doing, how is it going, how's it going, how do you do, what's up, thanks,
          thank you, many thanks, thanks a lot, bye, bye bye, goodbye, see you, see you later,
          nice to meet you, pleased to meet you
          """);

  private static final Phrases CODING =
      Phrases.of(
          """
          code, coding, program, programs, programming, function, functions, debug, debugging,
          compile, compiler, algorithm, algorithms, implement, implementation, refactor, regex,
          regular expression, script, python, java, javascript, typescript, sql, api, unit test,
          unit tests, database, recursion, source code, stack trace, null pointer, data structure
          """);

  private static final Phrases REASONING =
      Phrases.of(
          """
          solve, analyze, analyse, analysis, compare, comparison, evaluate, prove, proof,
          pros and cons, trade offs, trade off, tradeoffs, derive, deduce, work out, figure out,
          make a plan, plan a, plan my, design, strategy, optimize, optimise, architecture, what if,
          should i, should we, which is better, what is better, advantages, disadvantages, equation,
          calculate, reason about, weigh up
          """);

  private static final Phrases EXPLANATION =
      Phrases.of(
          """
          explain, explanation, describe, why, how does, how do, how did, how can, how could,
          how would, how come, how to, how is it that, difference between, tell me about,
          tell me more about, teach me, what does it mean
          """);

  private static final Phrases FACT =
      Phrases.of(
          """
          how many, how much, how old, how far, how long, how tall, how big, how high, how deep,
          how fast, define, definition of, do you know who, do you know what, do you know when,
          do you know where
          """);

  private static final Set<String> ASKING =
      Set.of("who", "whose", "when", "where", "what", "which");

  private static final Phrases DETAIL =
      Phrases.of(
          """
          detailed, in detail, in depth, comprehensive, complex, complicated, step by step,
          thorough, thoroughly, elaborate, algorithm, architecture, implement, optimize, optimise
          """);

  private static final Set<String> JOINING =
      Set.of(
          "and",
          "but",
          "because",
          "if",
          "when",
          "while",
          "which",
          "so",
          "then",
          "or",
          "although",
          "unless",
          "whereas",
          "after",
          "before",
          "since",
          "until");

  private static final List<Topic> TOPICS =
      List.of(
          new Topic(
              Need.TOOL,
              "asks for the weather",
              Phrases.of(
                  """
                  weather, forecast, temperature outside, the temperature in, raining, will it rain, going to rain, snowing,
                  will it snow, going to snow, how cold is it, how warm is it, how hot is it
                  """)),
          new Topic(
              Need.TOOL,
              "asks for the time or the date",
              Phrases.of(
                  """
                  what time, what's the time, what is the time, tell me the time, current time,
                  have the time, time is it, what date, what's the date, what is the date,
                  today's date, what day is it, what day is today, what day of the week
                  """)),
          new Topic(
              Need.TOOL,
              "wants a timer or a reminder",
              Phrases.of(
                  """
                  timer, timers, alarm, alarms, reminder, reminders, remind, wake me, countdown,
                  stopwatch
                  """)),
          new Topic(
              Need.TOOL,
              "asks for a calculation",
              Phrases.of(
                  "calculate, compute, square root, percent of, convert, add up, cube root")),
          new Topic(
              Need.TOOL,
              "asks for a search",
              Phrases.of(
                  """
                  search, look up, look it up, look that up, google, find out, the news,
                  latest news, headlines, stock price, share price, exchange rate
                  """)),
          new Topic(
              Need.TOOL,
              "asks for something to be done",
              Phrases.of(
                  """
                  shopping list, to do list, my list, calendar, appointment,
                  appointments, turn on the, turn off the, turn the lights, switch on the,
                  switch off the, dim the, send a message, send an email
                  """)),
          new Topic(
              Need.MEMORY,
              "asks for what was said before",
              Phrases.of(
                  """
                  remember, last time, my name, you said, you told me, you mentioned, what i said,
                  i said before, i told you, i mentioned, we said, we talked, we spoke, we discussed, did i say, did i tell,
                  did you say, did we say, did we talk, my favorite, my favourite, remind me what,
                  remind me who
                  """)));

  private static final Phrases OPERATORS =
      Phrases.of(
          """
          plus, minus, times, over, x, divided by, multiplied by, percent of, to the power of,
          modulo
          """);

  private static final Pattern SUM =
      Pattern.compile(
          "\\p{Nd}\\s*[+*×÷^]\\s*\\p{Nd}|\\p{Nd}\\s+[-−/]\\s+\\p{Nd}|\\p{Nd}\\s*%\\s*of\\b");

  private EnglishTopics() {}

  static Set<Intent> intents(List<String> all) {
    List<String> words = withoutSmallTalk(all);
    EnumSet<Intent> intents = EnumSet.noneOf(Intent.class);
    if (words.size() < all.size()) {
      intents.add(Intent.SMALL_TALK);
    }
    if (CODING.in(words)) {
      intents.add(Intent.CODING);
    }
    if (REASONING.in(words)) {
      intents.add(Intent.REASONING);
    }
    if (EXPLANATION.in(words)) {
      intents.add(Intent.EXPLANATION);
    }
    if (FACT.in(words) || !words.isEmpty() && ASKING.contains(words.getFirst())) {
      intents.add(Intent.LOOKUP);
    }
    return intents;
  }

  private static List<String> withoutSmallTalk(List<String> words) {
    List<String> rest = new ArrayList<>();
    for (int at = 0; at < words.size(); ) {
      int length = SMALL_TALK.lengthAt(words, at);
      if (length == 0) {
        rest.add(words.get(at));
      }
      at += Math.max(1, length);
    }
    return rest;
  }

  /**
   * What only tools or memory can give.
   *
   * @param words of the turn
   * @param text of the turn
   * @param reasons is told why
   */
  static Set<Need> needs(List<String> words, String text, Set<String> reasons) {
    EnumSet<Need> needs = EnumSet.noneOf(Need.class);
    for (Topic topic : TOPICS) {
      if (topic.phrases().in(words)) {
        needs.add(topic.need());
        reasons.add(topic.reason());
      }
    }
    if (SUM.matcher(text).find() || calculates(words)) {
      needs.add(Need.TOOL);
      reasons.add("asks for a calculation");
    }
    return needs;
  }

  /** A number, an operation, a number: "three times four", but not "I asked three times". */
  private static boolean calculates(List<String> words) {
    for (int at = 1; at < words.size(); at++) {
      int length = OPERATORS.lengthAt(words, at);
      if (length > 0
          && at + length < words.size()
          && EnglishStem.isNumber(words.get(at - 1))
          && EnglishStem.isNumber(words.get(at + length))) {
        return true;
      }
    }
    return false;
  }

  /** How many words ask for much. */
  static int detail(List<String> words) {
    int found = 0;
    for (int at = 0; at < words.size(); at++) {
      found += DETAIL.lengthAt(words, at) > 0 ? 1 : 0;
    }
    return found;
  }

  /** Whether a word begins another clause. */
  static boolean joins(String word) {
    return JOINING.contains(word);
  }

  private record Topic(Need need, String reason, Phrases phrases) {}
}
