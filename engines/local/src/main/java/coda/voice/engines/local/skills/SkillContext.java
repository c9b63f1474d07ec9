package coda.voice.engines.local.skills;

import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The conversation a skill works in. One turn at a time, except that {@link #later} runs between.
 */
public interface SkillContext {
  /** The time where the user is. */
  ZonedDateTime now();

  /**
   * What skills keep for the length of the conversation.
   *
   * @param type its class, which is also its key
   * @param fresh makes it when it is not there
   */
  <T> T state(Class<T> type, Supplier<T> fresh);

  /**
   * Chance.
   *
   * @param bound at least 1
   * @return 0 to {@code bound - 1}, each as likely
   */
  int random(int bound);

  /**
   * One of several ways to say something.
   *
   * @param ways at least one
   */
  default String oneOf(String... ways) {
    return ways[random(ways.length)];
  }

  /**
   * Does something later.
   *
   * @param delay from now
   * @param task what; must not block
   * @return cancels it
   */
  Runnable later(Duration delay, Runnable task);

  /**
   * Speaks up without being asked.
   *
   * @param text what to say
   */
  void say(String text);

  /**
   * Speaks up without being asked, with something that is worth saying for longer or shorter than
   * usual.
   *
   * @param text what to say
   * @param fresh how long it may wait for its moment; after that it is not said
   */
  void say(String text, Duration fresh);

  /**
   * What the assistant said last, whole even if it was interrupted; empty when nothing was said.
   */
  Optional<String> lastAnswer();

  /** What the user said before this turn; empty in the first. */
  Optional<String> lastQuestion();

  /** How fast the voice speaks, 0.5 to 2. */
  double speechRate();

  /**
   * How fast the voice speaks from now on.
   *
   * @param rate 0.5 to 2
   */
  void speechRate(double rate);

  /** Ends the conversation when the answer has been heard. */
  void endConversation();
}
