package coda.voice.engines.local.skills;

import java.util.List;

/**
 * Something the assistant can do: its phrases and its action. Stateless; what it keeps between
 * turns lives in {@link SkillContext#state}. See {@code docs/skills.md} for the notation and an
 * example.
 */
public interface Skill {
  /** Lower case, words joined by hyphens: {@code set-timer}. For logs and tests. */
  String name();

  /** How people ask for it; the notation is described in {@code docs/skills.md}. */
  List<String> phrases();

  /**
   * Whether {@link #answer} has any effect besides what it returns: on {@link SkillContext#state},
   * timers, the speaking rate, the conversation. An answer that the user may never hear is asked
   * for beforehand only where this is false. Chance does not count: it is drawn again the same way.
   */
  boolean changesSomething();

  /**
   * Whether it can answer this at all; changes nothing. A skill that knows only now and then what
   * is meant says no, and the next best skill is asked.
   *
   * @param heard what was understood
   * @param context the conversation
   */
  default boolean takes(Heard heard, SkillContext context) {
    return true;
  }

  /**
   * Does it.
   *
   * @param heard what was understood
   * @param context the conversation
   * @return what to say, plain words as they are spoken; empty to say nothing
   */
  String answer(Heard heard, SkillContext context);
}
