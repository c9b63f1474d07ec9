package coda.voice.engines.local.skills;

import java.util.ArrayList;
import java.util.List;

/** Tells jokes, none twice until all are told. */
public final class TellJoke implements Skill {
  static final List<String> JOKES =
      List.of(
          "Why did the scarecrow win a prize? Because he was outstanding in his field.",
          "I told my computer I needed a break. Now it won't stop sending me beach pictures.",
          "Why do programmers mix up Halloween and Christmas? Because thirty-one in octal is"
              + " twenty-five in decimal.",
          "What do you call a bear with no teeth? A gummy bear.",
          "Parallel lines have so much in common. It's a shame they'll never meet.",
          "Why did the bicycle fall over? Because it was two tired.",
          "What do you call a fake noodle? An impasta.",
          "I would tell you a joke about silence, but you would have to not hear it.",
          "How does a penguin build its house? Igloos it together.",
          "Why don't skeletons fight each other? They don't have the guts.",
          "What did the ocean say to the beach? Nothing, it just waved.",
          "Why was the math book sad? It had too many problems.");

  /** Those that were not told yet in this conversation. */
  static final class Untold {
    private final List<String> jokes = new ArrayList<>(JOKES);
  }

  @Override
  public String name() {
    return "joke";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "tell me (a|another) [good|funny] joke",
        "do you know [any|a] [good] (joke|jokes)",
        "another joke",
        "make me laugh",
        "rare: (tell|give) me (a|another|one|some|your best) [more] [good|funny|new] (joke|jokes)",
        "rare: tell [us|me] a joke",
        "rare: do you know [any|a|another|some] [good|funny|more] (joke|jokes)",
        "rare: do you have [any|a] [good|funny] (joke|jokes)",
        "rare: [i] [want to|would like to] hear a joke",
        "rare: say something funny",
        "rare: tell me something funny",
        "rare: [have you] got any [good] jokes",
        "rare: one more joke");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<String> untold = context.state(Untold.class, Untold::new).jokes;
    if (untold.isEmpty()) {
      untold.addAll(JOKES);
    }
    return untold.remove(context.random(untold.size()));
  }
}
