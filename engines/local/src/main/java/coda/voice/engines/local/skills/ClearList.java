package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import java.util.List;

/** Empties the shopping list. */
public final class ClearList implements Skill {
  @Override
  public String name() {
    return "clear-list";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(clear|empty|delete) [the|my] [shopping|grocery] list",
        "delete everything on [the|my] [shopping] list",
        "rare: (clear|empty|delete|erase|reset) [the|my|our] (shopping|grocery) list",
        "rare: (clear|empty|delete|erase|reset) (the|my|our) list",
        "rare: (clear|delete|remove|take) everything (on|from|off) (the|my|our) [shopping|grocery] list",
        "rare: start a new shopping list");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    ShoppingList list = context.state(ShoppingList.class, ShoppingList::new);
    int size = list.items().size();
    list.clear();
    return switch (size) {
      case 0 -> "Your shopping list was empty already.";
      case 1 -> "I cleared your shopping list. There was one thing on it.";
      default ->
          "I cleared your shopping list. There were " + NumberWords.say(size) + " things on it.";
    };
  }
}
