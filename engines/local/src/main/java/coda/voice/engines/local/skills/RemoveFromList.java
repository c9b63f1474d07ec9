package coda.voice.engines.local.skills;

import coda.voice.engines.local.phrases.Slots;
import java.util.List;

/** Takes things off the shopping list. */
public final class RemoveFromList implements Skill {
  @Override
  public String name() {
    return "remove-from-list";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(remove|take|delete) <thing> (from|off) [the|my] [shopping] list",
        "rare: (remove|delete|take) <item> (from|off) [of] [the|my|our] (shopping|grocery) list",
        "rare: (remove|delete|take) <item> (from|off) [of] (the|my|our) list",
        "rare: cross <item> off (the|my|our) [shopping|grocery] list");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    ShoppingList list = context.state(ShoppingList.class, ShoppingList::new);
    List<String> things =
        ShoppingList.things(heard.first(Slots.ITEM).or(() -> heard.first(Slots.THING)).orElse(""));
    List<String> removed = list.remove(things);
    return removed.isEmpty()
        ? "I don't see " + Sentence.list(things) + " on your list."
        : "I took " + Sentence.list(removed) + " off the list.";
  }
}
