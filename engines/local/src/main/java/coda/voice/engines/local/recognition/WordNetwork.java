package coda.voice.engines.local.recognition;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A network of words with free ways between nodes, to be made deterministic and small. */
final class WordNetwork {
  private final List<List<Way>> ways = new ArrayList<>();
  private final List<List<Integer>> skips = new ArrayList<>();
  private final List<Map<String, List<Integer>>> words = new ArrayList<>();

  WordNetwork() {
    node();
    node();
  }

  int start() {
    return 0;
  }

  int end() {
    return 1;
  }

  /** A new node. */
  int node() {
    ways.add(new ArrayList<>());
    skips.add(new ArrayList<>());
    words.add(new HashMap<>());
    return skips.size() - 1;
  }

  /** A free way. */
  void skip(int from, int to) {
    skips.get(from).add(to);
    ways.get(from).add(new Way("", to));
  }

  /** A word. */
  void word(int from, int to, String word) {
    ways.get(from).add(new Way(word, to));
    words.get(from).computeIfAbsent(word, w -> new ArrayList<>()).add(to);
  }

  /**
   * The smallest deterministic graph of the same sentences: at every point each word can be said in
   * one way only, and points with the same continuations are one.
   *
   * @param graph by state, state 0 being the start; the words that can follow and where they lead
   * @param last whether a sentence may end in a state
   */
  record Graph(List<Map<String, Integer>> graph, BitSet last) {
    /**
     * How likely each word is where it may follow, when every alternative of the grammar is chosen
     * equally often; estimated from random sentences, the same ones every time.
     */
    List<Map<String, Double>> likelihoods(WordNetwork network) {
      List<Map<String, Integer>> counts = new ArrayList<>();
      graph.forEach(arcs -> counts.add(new HashMap<>()));
      Random random = new Random(SEED);
      for (int i = 0; i < SAMPLES; i++) {
        int state = 0;
        for (String word : network.sample(random)) {
          counts.get(state).merge(word, 1, Integer::sum);
          state = graph.get(state).getOrDefault(word, 0);
        }
      }
      List<Map<String, Double>> likelihoods = new ArrayList<>();
      for (int state = 0; state < graph.size(); state++) {
        Map<String, Integer> seen = counts.get(state);
        double all = seen.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Double> words = new HashMap<>();
        for (String word : graph.get(state).keySet()) {
          double count = seen.getOrDefault(word, 0) + SMOOTHING;
          words.put(word, count / (all + SMOOTHING * graph.get(state).size()));
        }
        likelihoods.add(words);
      }
      return likelihoods;
    }
  }

  private static final int SAMPLES = 40_000;
  private static final long SEED = 20_261_123;
  private static final double SMOOTHING = 0.5;

  /** A random sentence: at every node each way on is as likely as the others. */
  private List<String> sample(Random random) {
    List<String> sentence = new ArrayList<>();
    int node = start();
    while (node != end()) {
      List<Way> from = ways.get(node);
      Way way = from.get(random.nextInt(from.size()));
      if (!way.word().isEmpty()) {
        sentence.add(way.word());
      }
      node = way.to();
    }
    return sentence;
  }

  private record Way(String word, int to) {}

  /** Makes it deterministic (subset construction), then minimal (partition refinement). */
  Graph minimal() {
    return minimise(determinise());
  }

  private Graph determinise() {
    Map<BitSet, Integer> ids = new LinkedHashMap<>();
    List<Map<String, Integer>> graph = new ArrayList<>();
    BitSet last = new BitSet();
    Deque<BitSet> open = new ArrayDeque<>();
    BitSet first = new BitSet();
    first.set(start());
    close(first);
    ids.put(first, 0);
    open.add(first);
    while (!open.isEmpty()) {
      BitSet set = open.remove();
      Map<String, BitSet> next = new TreeMap<>();
      set.stream()
          .forEach(
              node ->
                  words
                      .get(node)
                      .forEach(
                          (word, to) ->
                              to.forEach(next.computeIfAbsent(word, w -> new BitSet())::set)));
      last.set(graph.size(), set.get(end()));
      Map<String, Integer> arcs = new TreeMap<>();
      graph.add(arcs);
      next.forEach(
          (word, target) -> {
            close(target);
            Integer id = ids.get(target);
            if (id == null) {
              id = ids.size();
              ids.put(target, id);
              open.add(target);
            }
            arcs.put(word, id);
          });
    }
    return new Graph(graph, last);
  }

  private void close(BitSet set) {
    Deque<Integer> open = new ArrayDeque<>();
    set.stream().forEach(open::add);
    while (!open.isEmpty()) {
      for (int to : skips.get(open.remove())) {
        if (!set.get(to)) {
          set.set(to);
          open.add(to);
        }
      }
    }
  }

  private static Graph minimise(Graph big) {
    int size = big.graph().size();
    int[] part = new int[size];
    int parts = 0;
    for (int before = -1; parts != before; ) {
      before = parts;
      Map<Object, Integer> ids = new HashMap<>();
      int[] refined = new int[size];
      for (int state = 0; state < size; state++) {
        Map<String, Integer> arcs = new TreeMap<>();
        for (Map.Entry<String, Integer> arc : big.graph().get(state).entrySet()) {
          arcs.put(arc.getKey(), part[arc.getValue()]);
        }
        List<Object> signature = List.of(big.last().get(state), part[state], arcs);
        refined[state] = ids.computeIfAbsent(signature, s -> ids.size());
      }
      part = refined;
      parts = ids.size();
    }
    List<Map<String, Integer>> graph = new ArrayList<>();
    BitSet last = new BitSet();
    for (int state = 0; state < size; state++) {
      if (part[state] == graph.size()) {
        Map<String, Integer> arcs = new TreeMap<>();
        for (Map.Entry<String, Integer> arc : big.graph().get(state).entrySet()) {
          arcs.put(arc.getKey(), part[arc.getValue()]);
        }
        last.set(graph.size(), big.last().get(state));
        graph.add(arcs);
      }
    }
    return new Graph(graph, last);
  }
}
