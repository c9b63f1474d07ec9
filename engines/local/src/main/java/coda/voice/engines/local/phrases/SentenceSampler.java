package coda.voice.engines.local.phrases;

import coda.voice.engines.local.phrases.Phrase.Choice;
import coda.voice.engines.local.phrases.Phrase.Maybe;
import coda.voice.engines.local.phrases.Phrase.Place;
import coda.voice.engines.local.phrases.Phrase.Sequence;
import coda.voice.engines.local.phrases.Phrase.Word;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Says phrases in some of the ways they may be said. The same phrases give the same sentences, on
 * any machine.
 */
final class SentenceSampler {
  private static final int TRIES_PER_SENTENCE = 4;

  private final Random random = new Random(20);
  private final Map<String, Integer> turns = new HashMap<>();
  private final Map<String, List<String>> orders = new HashMap<>();

  /**
   * Different sentences of one phrase.
   *
   * @param phrase which
   * @param most how many at most; fewer when there are not so many, or chance repeats itself
   */
  List<String> sample(Phrase phrase, int most) {
    Set<String> sentences = new LinkedHashSet<>();
    for (int i = 0; i < most * TRIES_PER_SENTENCE && sentences.size() < most; i++) {
      List<String> words = new ArrayList<>();
      say(phrase, words);
      sentences.add(contract(String.join(" ", words)));
    }
    return List.copyOf(sentences);
  }

  private void say(Phrase phrase, List<String> words) {
    switch (phrase) {
      case Word(String text) -> words.add(text);
      case Maybe(Phrase part) -> {
        if (random.nextBoolean()) {
          say(part, words);
        }
      }
      case Choice(List<Phrase> options) -> say(pick(options), words);
      case Sequence(List<Phrase> parts) -> parts.forEach(part -> say(part, words));
      case Place(Slot<?> slot) -> words.add(next(slot));
    }
  }

  /** In turn, so that all of them are said before one comes again. */
  private String next(Slot<?> slot) {
    int turn = turns.merge(slot.name(), 1, Integer::sum) - 1;
    if (turn % slot.examples().size() == 0) {
      List<String> mixed = new ArrayList<>(slot.examples());
      Collections.shuffle(mixed, random);
      orders.put(slot.name(), mixed);
    }
    return orders.getOrDefault(slot.name(), slot.examples()).get(turn % slot.examples().size());
  }

  private <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  private String contract(String sentence) {
    String said = sentence;
    for (Map.Entry<String, String> contraction : Contractions.ALL.entrySet()) {
      if (random.nextInt(3) == 0) {
        said = said.replaceAll("\\b" + contraction.getKey() + "\\b", contraction.getValue());
      }
    }
    return said;
  }
}
