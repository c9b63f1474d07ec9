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
        "stop [it|that|this|talking|speaking] [now]",
        "stop (talking|speaking) [to me] [please] [now]",
        "[please] be (quiet|silent)",
        "(quiet|silence|hush|enough|cancel)",
        "shut up",
        "that is enough",
        "never mind",
        "forget it",
        "do not say anything");
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    return "";
  }
}
