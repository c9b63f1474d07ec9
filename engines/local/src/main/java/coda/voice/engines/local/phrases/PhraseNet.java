package coda.voice.engines.local.phrases;

import coda.voice.engines.local.phrases.Phrase.Choice;
import coda.voice.engines.local.phrases.Phrase.Maybe;
import coda.voice.engines.local.phrases.Phrase.Place;
import coda.voice.engines.local.phrases.Phrase.Sequence;
import coda.voice.engines.local.phrases.Phrase.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * A phrase as a network: every way through it from node 0 to the last node is a way to say it.
 * Edges lead to higher nodes only, so one pass in order visits all.
 */
final class PhraseNet {
  /** A way from a node to a later one. */
  sealed interface Edge {
    int to();
  }

  record Skip(int to) implements Edge {}

  record Say(int to, String word) implements Edge {}

  record Fill(int to, Slot<?> slot) implements Edge {}

  private final List<List<Edge>> edges = new ArrayList<>();
  private boolean open;

  private PhraseNet() {
    edges.add(new ArrayList<>());
  }

  static PhraseNet of(Phrase phrase) {
    PhraseNet net = new PhraseNet();
    net.add(phrase, 0);
    return net;
  }

  int nodes() {
    return edges.size();
  }

  List<Edge> from(int node) {
    return edges.get(node);
  }

  /** Whether it has a place for a value. */
  boolean hasSlots() {
    return edges.stream().flatMap(List::stream).anyMatch(edge -> edge instanceof Fill);
  }

  /** Whether it has a slot that takes any words. */
  boolean isOpen() {
    return open;
  }

  private int node() {
    edges.add(new ArrayList<>());
    return edges.size() - 1;
  }

  private int add(Phrase phrase, int from) {
    return switch (phrase) {
      case Word(String text) -> {
        int to = node();
        edges.get(from).add(new Say(to, text));
        yield to;
      }
      case Place(Slot<?> slot) -> {
        int to = node();
        edges.get(from).add(new Fill(to, slot));
        open |= slot.open();
        yield to;
      }
      case Sequence(List<Phrase> parts) -> {
        int at = from;
        for (Phrase part : parts) {
          at = add(part, at);
        }
        yield at;
      }
      case Maybe(Phrase part) -> {
        int end = add(part, from);
        int to = node();
        edges.get(end).add(new Skip(to));
        edges.get(from).add(new Skip(to));
        yield to;
      }
      case Choice(List<Phrase> options) -> {
        List<Integer> ends = options.stream().map(option -> add(option, from)).toList();
        int to = node();
        ends.forEach(end -> edges.get(end).add(new Skip(to)));
        yield to;
      }
    };
  }
}
