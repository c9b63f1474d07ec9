package coda.voice.engines.local.skills;

import java.util.List;

/** Says hello, by the time of day. */
public final class Greeting implements Skill {
  @Override
  public String name() {
    return "greeting";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(hello|hi|hey) [there] [coda]",
        "[hello] good (morning|afternoon|evening) [coda]",
        "rare: [hello|hi|hey] good (morning|afternoon|evening|day) [to you] [coda]",
        "rare: nice to meet you");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    int hour = context.now().getHour();
    String hello =
        hour >= 5 && hour < 12
            ? "Good morning"
            : hour >= 12 && hour < 18 ? "Good afternoon" : hour >= 18 ? "Good evening" : "Hello";
    String name =
        context.state(Facts.class, Facts::new).about("name").map(n -> ", " + n).orElse("");
    return hello
        + name
        + context.oneOf(
            "! What can I do for you?", "! How can I help?", "! It's good to hear from you.");
  }
}
