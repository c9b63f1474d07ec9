package coda.voice.engines.local.recognition;

import coda.voice.engines.local.recognition.PhoneNetwork.Models;
import coda.voice.engines.local.recognition.PhoneNetwork.Variants;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.dictionary.Dictionary;
import edu.cmu.sphinx.linguist.dictionary.Pronunciation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spells a {@link WordNetwork.Graph} out in sounds. */
final class PhoneNetworkBuilder {
  /**
   * A word between two states of the graph.
   *
   * @param text lower case
   * @param from the state before
   * @param to the state after
   * @param likelihood of this word where it may follow
   */
  record Arc(String text, int from, int to, double likelihood) {}

  private final WordNetwork.Graph graph;
  private final List<Map<String, Double>> likelihoods;
  private final Dictionary dictionary;
  private final Models models;
  private final PhoneNetwork network = new PhoneNetwork();
  private final List<Arc> arcs = new ArrayList<>();
  private final List<Set<Unit>> before = new ArrayList<>();
  private final List<Set<Unit>> after = new ArrayList<>();
  private final Map<String, Integer> junctions = new HashMap<>();

  PhoneNetworkBuilder(
      WordNetwork.Graph graph,
      List<Map<String, Double>> likelihoods,
      Dictionary dictionary,
      Models models) {
    this.likelihoods = likelihoods;
    this.graph = graph;
    this.dictionary = dictionary;
    this.models = models;
  }

  /** The words, by the index models refer to. */
  List<Arc> arcs() {
    return arcs;
  }

  /** The junction a sentence begins at. */
  int start() {
    return junction(0, UnitManager.SILENCE, UnitManager.SILENCE);
  }

  PhoneNetwork build() {
    for (int state = 0; state < graph.graph().size(); state++) {
      before.add(new LinkedHashSet<>(Set.of(UnitManager.SILENCE)));
      after.add(new LinkedHashSet<>(Set.of(UnitManager.SILENCE)));
    }
    for (int state = 0; state < graph.graph().size(); state++) {
      int from = state;
      graph
          .graph()
          .get(state)
          .forEach(
              (word, to) ->
                  arcs.add(new Arc(word, from, to, likelihoods.get(from).getOrDefault(word, 0.0))));
    }
    for (Arc arc : arcs) {
      for (Pronunciation spoken : pronunciations(arc)) {
        Unit[] phones = spoken.getUnits();
        after.get(arc.from()).add(phones[0]);
        before.get(arc.to()).add(phones[phones.length - 1]);
      }
    }
    for (int state = 0; state < graph.graph().size(); state++) {
      silence(state);
    }
    for (int word = 0; word < arcs.size(); word++) {
      for (Pronunciation spoken : pronunciations(arcs.get(word))) {
        spell(word, spoken.getUnits());
      }
    }
    return network;
  }

  private Pronunciation[] pronunciations(Arc arc) {
    return dictionary.getWord(arc.text()).getPronunciations();
  }

  private int junction(int state, Unit left, Unit right) {
    String key = state + " " + left.getName() + " " + right.getName();
    return junctions.computeIfAbsent(key, k -> network.junction());
  }

  /** Silence may follow any sound; after it come words that begin as after silence. */
  private void silence(int state) {
    int model = network.model(models.silence(), PhoneNetwork.SILENCE, state);
    for (Unit left : before.get(state)) {
      network.entries(junction(state, left, UnitManager.SILENCE)).add(model);
    }
    for (Unit right : after.get(state)) {
      if (!right.isSilence()) {
        network.exits(model).add(junction(state, UnitManager.SILENCE, right));
      }
    }
  }

  private void spell(int word, Unit[] phones) {
    Arc arc = arcs.get(word);
    Variants first = network.new Variants(word, arc.to());
    Variants last = network.new Variants(word, arc.to());
    int end = phones.length - 1;
    for (Unit left : before.get(arc.from())) {
      if (end == 0) {
        single(arc, phones[0], left, first);
      } else {
        var hmm = models.get(left, phones[0], phones[1], HMMPosition.BEGIN);
        network.entries(junction(arc.from(), left, phones[0])).addOnce(first.of(hmm));
      }
    }
    if (end == 0) {
      return;
    }
    Iterable<Integer> previous = first.all();
    for (int i = 1; i < end; i++) {
      var hmm = models.get(phones[i - 1], phones[i], phones[i + 1], HMMPosition.INTERNAL);
      int model = network.model(hmm, word, arc.to());
      previous.forEach(p -> network.successors(p).add(model));
      previous = List.of(model);
    }
    for (Unit right : after.get(arc.to())) {
      var hmm = models.get(phones[end - 1], phones[end], right, HMMPosition.END);
      network.exits(last.of(hmm)).add(junction(arc.to(), phones[end], right));
    }
    for (int p : previous) {
      last.all().forEach(l -> network.successors(p).add(l));
    }
  }

  private void single(Arc arc, Unit phone, Unit left, Variants variants) {
    for (Unit right : after.get(arc.to())) {
      int model = variants.of(models.get(left, phone, right, HMMPosition.SINGLE));
      network.entries(junction(arc.from(), left, phone)).addOnce(model);
      network.exits(model).addOnce(junction(arc.to(), phone, right));
    }
  }
}
