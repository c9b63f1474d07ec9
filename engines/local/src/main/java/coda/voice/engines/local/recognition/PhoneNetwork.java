package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.linguist.acoustic.AcousticModel;
import edu.cmu.sphinx.linguist.acoustic.HMMPosition;
import edu.cmu.sphinx.linguist.acoustic.LeftRightContext;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import edu.cmu.sphinx.linguist.acoustic.UnitManager;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneHMM;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.SenoneSequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A word graph spelled out in sounds: hidden Markov models of phones in their context, connected.
 *
 * <p>Contexts reach across words: a word's first sound is chosen by the last sound of the word
 * before, its last by the first sound of the word after. Between two words stands a junction, known
 * by the graph's state and the two sounds that meet there; silence is optional at every state.
 * Models that sound the same are kept once per word.
 *
 * <p>Immutable once built, apart from the scores the acoustic model caches: one thread at a time.
 */
final class PhoneNetwork {
  /** The word of a silence. */
  static final int SILENCE = -1;

  private final List<Senone[]> senones = new ArrayList<>();
  private final List<float[][]> transitions = new ArrayList<>();
  private final List<IntList> successors = new ArrayList<>();
  private final List<IntList> exits = new ArrayList<>();
  private final List<Integer> wordOf = new ArrayList<>();
  private final List<Integer> stateAfter = new ArrayList<>();
  private final List<IntList> entries = new ArrayList<>();

  /** Integers in a row. */
  static final class IntList {
    private int[] values = new int[4];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = java.util.Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }

    void addOnce(int value) {
      for (int i = 0; i < size; i++) {
        if (values[i] == value) {
          return;
        }
      }
      add(value);
    }

    int size() {
      return size;
    }

    int get(int index) {
      return values[index];
    }
  }

  /** A phone model. */
  int model(SenoneHMM hmm, int word, int state) {
    senones.add(hmm.getSenoneSequence().getSenones());
    transitions.add(hmm.getTransitionMatrix());
    successors.add(new IntList());
    exits.add(new IntList());
    wordOf.add(word);
    stateAfter.add(state);
    return senones.size() - 1;
  }

  /** A junction. */
  int junction() {
    entries.add(new IntList());
    return entries.size() - 1;
  }

  int models() {
    return senones.size();
  }

  int junctions() {
    return entries.size();
  }

  Senone[] senones(int model) {
    return senones.get(model);
  }

  float[][] transitions(int model) {
    return transitions.get(model);
  }

  /** The models that follow within a word. */
  IntList successors(int model) {
    return successors.get(model);
  }

  /** The junctions a word's last model leads to. */
  IntList exits(int model) {
    return exits.get(model);
  }

  /** The index of the word it belongs to, or {@link #SILENCE}. */
  int wordOf(int model) {
    return wordOf.get(model);
  }

  /** The graph's state after the word or the silence. */
  int stateAfter(int model) {
    return stateAfter.get(model);
  }

  /** The models a junction leads to. */
  IntList entries(int junction) {
    return entries.get(junction);
  }

  /** Finds phone models; remembers those it found. */
  static final class Models {
    private final AcousticModel acoustics;
    private final UnitManager units;
    private final Map<String, SenoneHMM> found = new HashMap<>();

    Models(AcousticModel acoustics, UnitManager units) {
      this.acoustics = acoustics;
      this.units = units;
    }

    SenoneHMM silence() {
      return (SenoneHMM)
          acoustics.lookupNearestHMM(UnitManager.SILENCE, HMMPosition.UNDEFINED, false);
    }

    SenoneHMM get(Unit left, Unit phone, Unit right, HMMPosition position) {
      String key = left.getName() + ' ' + phone.getName() + ' ' + right.getName() + position;
      return found.computeIfAbsent(
          key,
          k -> {
            Unit inContext =
                units.getUnit(
                    phone.getName(),
                    phone.isFiller(),
                    LeftRightContext.get(new Unit[] {left}, new Unit[] {right}));
            return (SenoneHMM) acoustics.lookupNearestHMM(inContext, position, false);
          });
    }
  }

  /** The models of one place in one word, one for each sequence of senones. */
  final class Variants {
    private final Map<SenoneSequence, Integer> models = new HashMap<>();
    private final int word;
    private final int state;

    Variants(int word, int state) {
      this.word = word;
      this.state = state;
    }

    int of(SenoneHMM hmm) {
      return models.computeIfAbsent(hmm.getSenoneSequence(), s -> model(hmm, word, state));
    }

    Iterable<Integer> all() {
      return models.values();
    }
  }
}
