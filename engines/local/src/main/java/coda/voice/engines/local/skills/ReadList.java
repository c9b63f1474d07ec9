package coda.voice.engines.local.skills;

import coda.voice.engines.local.english.NumberWords;
import java.util.List;

/** Reads the shopping list aloud. */
public final class ReadList implements Skill {
  @Override
  public String name() {
    return "read-list";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "what is on [the|my] [shopping|grocery] list",
        "read [me] [the|my] [shopping] list",
        "what do i need to buy",
        "rare: what is (on|in) [the|my|our] (shopping|grocery) list",
        "rare: what is on our list",
        "rare: what do (i|we) [have|need] [to] (buy|get) [at the store]",
        "rare: what do (i|we) have on [the|my|our] [shopping|grocery] list",
        "rare: (read|show|tell) [me] [the|my|our] (shopping|grocery) list",
        "rare: read [me] (the|my|our) list",
        "rare: is [there] (anything|something) on (the|my|our) [shopping|grocery] list",
        "rare: (the|my|our) shopping list please");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    List<String> items = context.state(ShoppingList.class, ShoppingList::new).items();
    if (items.isEmpty()) {
      return "Your shopping list is empty.";
    }
    if (items.size() == 1) {
      return "There is one thing on your list: " + items.getFirst() + ".";
    }
    return "You have "
        + NumberWords.say(items.size())
        + " things on your list: "
        + Sentence.list(items)
        + ".";
  }
}
