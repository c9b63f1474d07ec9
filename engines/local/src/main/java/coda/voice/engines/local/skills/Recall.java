package coda.voice.engines.local.skills;

import coda.voice.engines.local.phrases.Slots;
import coda.voice.engines.local.skills.Facts.Fact;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what it was asked to remember. */
public final class Recall implements Skill {
  /** What people ask about themselves even before they have told it. */
  private static final Set<String> PERSONAL =
      Set.of(
          "name",
          "birthday",
          "age",
          "address",
          "phone number",
          "favorite color",
          "favorite food",
          "favourite colour",
          "favourite food",
          "wife",
          "husband",
          "dog",
          "cat",
          "best friend");

  @Override
  public String name() {
    return "recall";
  }

  @Override
  public List<String> phrases() {
    return List.of(
        "(what|who|when) is my <key>",
        "do you (remember|know) my <key>",
        "who am i",
        "what did i ask you to remember",
        "what do you know about me",
        "rare: where (is|are) my <key>",
        "rare: (what|who|when) are my <key>",
        "rare: what is my <key> called",
        "rare: (tell me|say) my <key>",
        "rare: do you (remember|know) (what|who|when|where) my <key> is",
        "rare: what (color|name) is my <key>",
        "rare: where is the <key>",
        "rare: what did i (tell|ask) you to remember",
        "rare: what (do|did) you remember",
        "rare: what do you remember about me");
  }

  @Override
  public boolean changesSomething() {
    return false;
  }

  @Override
  public boolean takes(Heard heard, SkillContext context) {
    Optional<String> key = heard.first(Slots.KEY);
    return key.isEmpty()
        || context.state(Facts.class, Facts::new).find(key.get()).isPresent()
        || (heard.says("my") && PERSONAL.contains(key.get()));
  }

  @Override
  public String answer(Heard heard, SkillContext context) {
    Facts facts = context.state(Facts.class, Facts::new);
    Optional<String> key = heard.says("am") ? Optional.of("name") : heard.first(Slots.KEY);
    if (key.isPresent()) {
      return facts
          .find(key.get())
          .map(fact -> Sentence.of(fact.sentence()) + ".")
          .orElseGet(
              () ->
                  "You haven't told me your %s yet. Say: remember that my %s is, and so on."
                      .formatted(key.get(), key.get()));
    }
    List<String> all = facts.all().stream().map(Fact::sentence).toList();
    return all.isEmpty()
        ? "You haven't asked me to remember anything yet."
        : "You told me that " + Sentence.list(all) + ".";
  }
}
