package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import coda.voice.engines.local.phrases.Slots;
import java.util.List;

/** Puts things on the shopping list. */
public final class AddToList implements Skill {
  @Override
  public String name() {
    return "add-to-list";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(add|put) <item> (to|on) [the|my] [shopping|grocery] list",
        "rare: (add|put|write) <item> (to|on|onto|in) [the|my|our] (shopping|grocery) list",
        "rare: (add|put|write) <item> (to|on|onto|in) (the|my|our) list");
  }

  @Override
  public boolean changesSomething() {
    return true;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    ShoppingList list = context.state(ShoppingList.class, ShoppingList::new);
    List<String> things = ShoppingList.things(heard.first(Slots.ITEM).orElse(""));
    if (things.isEmpty()) {
      return "What shall I add? Say, for example: add milk to the shopping list.";
    }
    List<String> added = list.add(things);
    if (added.isEmpty()) {
      return list.isFull()
          ? "The list is full: it holds " + NumberWords.say(ShoppingList.MOST) + " things."
          : "You already have " + Sentence.list(things) + " on the list.";
    }
    String what = Sentence.list(added);
    return context.oneOf(
        "I added " + what + " to your shopping list.", "Okay, I put " + what + " on the list.");
  }
}
