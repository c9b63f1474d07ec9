package coda.voice.engines.local.skills;

import java.util.List;

/** Takes the answer to "For how long?" and starts the timer. */
public final class TimerLength implements Skill {
  private final SetTimer timer = new SetTimer();

  @Override
  public String name() {
    return "timer-length";
  }

  @Override
  public List<String> phrases() {
    return List.of("rare: [for] <duration>");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public boolean takes(Heard heard, SkillContext context) {
    return context.lastAnswer().filter(SetTimer.HOW_LONG::equals).isPresent();
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return timer.answer(heard, context);
  }
}
