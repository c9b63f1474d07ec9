package coda.voice.engines.local.skills;

import java.util.List;

/** Speaks slower, faster or normally. */
public final class SpeakingRate implements Skill {
  private static final double STEP = 1.2;
  private static final double SLOWEST = 0.5;
  private static final double FASTEST = 2;

  @Override
  public String name() {
    return "speaking-rate";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "[speak|talk] [a little] (slower|faster)",
        "[speak|talk] more (slowly|quickly)",
        "(slow down|speed up)",
        "[you are] [talking|speaking] too (fast|slow)",
        "speak normally",
        "rare: [speak|talk|go] [a little|a bit|much] (slower|faster)",
        "rare: [speak|talk|go] [a little|a bit] more (slowly|quickly)",
        "rare: (speak|talk) (slowly|quickly|fast|normally)",
        "rare: (slow down|speed up) (a little|a bit)",
        "rare: you (are|speak|talk) [speaking|talking|going] too (fast|slow|slowly|quickly)",
        "rare: not so (fast|slow)",
        "rare: (speak|talk) at [your|a|the] normal speed",
        "rare: normal speed");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    double before = context.speechRate();
    boolean complains = heard.says("too") || heard.says("not");
    boolean slower =
        complains
            ? heard.says("fast") || heard.says("quickly")
            : heard.says("slower") || heard.says("slowly") || heard.says("slow");
    if (heard.says("normal") || heard.says("normally")) {
      context.speechRate(1);
      return "Back to my normal speed.";
    }
    double after = Math.clamp(slower ? before / STEP : before * STEP, SLOWEST, FASTEST);
    if (after == before) {
      return slower ? "I can't speak any slower." : "I can't speak any faster.";
    }
    context.speechRate(after);
    return slower
        ? context.oneOf("Okay, I'll speak slower.", "Sure, I'll slow down.")
        : context.oneOf("Okay, I'll speak faster.", "Sure, I'll speed up.");
  }
}
