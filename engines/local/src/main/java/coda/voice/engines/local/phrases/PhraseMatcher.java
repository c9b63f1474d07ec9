package coda.voice.engines.local.phrases;

import coda.voice.engines.local.english.Words;
import coda.voice.engines.local.phrases.PhraseMatch.Value;
import coda.voice.engines.local.phrases.PhraseNet.Edge;
import coda.voice.engines.local.phrases.PhraseNet.Say;
import coda.voice.engines.local.phrases.PhraseNet.Skip;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest way to read one text as a phrase: an edit distance between the words and every
 * way through the phrase's network, by dynamic programming over (node, words read).
 */
final class PhraseMatcher {
  private final Words words;
  private final WordCosts costs;
  private final Courtesies courtesies;
  private final double mostCost;

  PhraseMatcher(Words words, boolean spoken) {
    this(words, spoken, PhraseMatch.MOST_COST);
  }

  private PhraseMatcher(Words words, boolean spoken, double mostCost) {
    this.words = words;
    this.costs = new WordCosts(spoken);
    this.courtesies = Courtesies.around(words);
    this.mostCost = mostCost;
  }

  /**
   * Finds exact matches only, which takes a small part of the time.
   *
   * @param words the text
   */
  static PhraseMatcher exact(Words words) {
    return new PhraseMatcher(words, false, 0);
  }

  /** A way to a cell: how it was reached, and what it cost in all. */
  private record Step(
      double cost,
      double weight,
      @Nullable Step before,
      @Nullable String said,
      @Nullable Value<?> value) {}

  /**
   * The cheapest way.
   *
   * @param net the phrase's network
   * @return empty when a content word is missing
   */
  Optional<PhraseMatch> match(PhraseNet net) {
    Step[][] best = new Step[net.nodes()][words.size() + 1];
    for (int start : courtesies.starts()) {
      best[0][start] = new Step(0, 0, null, null, null);
    }
    for (int at = 0; at <= words.size(); at++) {
      for (int node = 0; node < net.nodes(); node++) {
        Step step = best[node][at];
        if (step != null) {
          advance(net, best, node, at, step);
        }
      }
    }
    Step end = null;
    for (int at : courtesies.ends()) {
      Step step = best[net.nodes() - 1][at];
      end = step != null && (end == null || better(step, end)) ? step : end;
    }
    return Optional.ofNullable(end).map(PhraseMatcher::result);
  }

  private void advance(PhraseNet net, @Nullable Step[][] best, int node, int at, Step step) {
    if (at < words.size()) {
      double cost = step.cost + WordCosts.additional(words.at(at));
      offer(best, node, at + 1, new Step(cost, step.weight, step, null, null));
    }
    for (Edge edge : net.from(node)) {
      switch (edge) {
        case Skip(int to) ->
            offer(best, to, at, new Step(step.cost, step.weight, step, null, null));
        case Say(int to, String word) -> say(best, to, at, step, word, net.isOpen());
        case PhraseNet.Fill(int to, Slot<?> slot) -> fill(best, to, at, step, slot);
      }
    }
  }

  private void say(
      @Nullable Step[][] best, int to, int at, Step step, String word, boolean strict) {
    double weight = step.weight + WordCosts.weight(word);
    if (mostCost == 0) {
      sayExactly(best, to, at, step, word, weight);
      return;
    }
    double missing = step.cost + WordCosts.missing(word, strict);
    offer(best, to, at, new Step(missing, weight, step, null, null));
    if (at < words.size()) {
      double cost = step.cost + costs.instead(word, words.at(at));
      offer(best, to, at + 1, new Step(cost, weight, step, word, null));
    }
    if (at + 1 < words.size()) {
      double cost = step.cost + costs.joined(word, words.at(at), words.at(at + 1));
      offer(best, to, at + 2, new Step(cost, weight, step, word, null));
    }
  }

  private void sayExactly(
      @Nullable Step[][] best, int to, int at, Step step, String word, double weight) {
    String said = words.at(at);
    if (said.equals(word)) {
      offer(best, to, at + 1, new Step(step.cost, weight, step, word, null));
    } else if (!said.isEmpty() && word.startsWith(said)) {
      double joined = costs.joined(word, said, words.at(at + 1));
      offer(best, to, at + 2, new Step(step.cost + joined, weight, step, word, null));
    }
  }

  private <T> void fill(@Nullable Step[][] best, int to, int at, Step step, Slot<T> slot) {
    double weight = step.weight + (slot.open() ? 0 : 1);
    for (Slot.Fill<T> fill : slot.read(words, at)) {
      double cost = step.cost + fill.cost();
      Value<T> value = new Value<>(slot, fill.value());
      offer(best, to, fill.end(), new Step(cost, weight, step, null, value));
    }
  }

  private void offer(@Nullable Step[][] best, int node, int at, Step step) {
    if (step.cost > mostCost || at > words.size()) {
      return;
    }
    Step there = best[node][at];
    if (there == null || better(step, there)) {
      best[node][at] = step;
    }
  }

  private static boolean better(Step a, Step b) {
    return a.cost < b.cost || (a.cost == b.cost && a.weight > b.weight);
  }

  private static PhraseMatch result(Step end) {
    List<String> said = new ArrayList<>();
    List<Value<?>> values = new ArrayList<>();
    for (Step step = end; step != null; step = step.before) {
      if (step.said != null) {
        said.addFirst(step.said);
      }
      if (step.value != null) {
        values.addFirst(step.value);
      }
    }
    boolean openEnd = end.value != null && end.value.slot().open();
    return new PhraseMatch(end.cost, Math.max(end.weight, 0.1), said, values, openEnd);
  }
}
