package coda.voice.engines.local.skills;

import java.util.List;

/** Is quiet. Nothing else is cancelled: timers go on. */
public final class Stop implements Skill {
  @Override
  public String name() {
    return "stop";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "stop [it|that|talking|speaking] [now]",
        "be quiet",
        "(quiet|silence|enough|cancel)",
        "shut up",
        "never mind",
        "that is enough",
        "rare: stop (talking|speaking) [to me] [please] [now]",
        "rare: be silent",
        "rare: hush",
        "rare: forget it",
        "rare: do not say anything");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return "";
  }
}
