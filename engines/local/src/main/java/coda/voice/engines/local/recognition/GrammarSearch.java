package coda.voice.engines.local.recognition;

import coda.voice.engines.local.recognition.PhoneNetworkBuilder.Arc;
import coda.voice.engines.local.recognition.WordPath.Spoken;
import edu.cmu.sphinx.frontend.Data;
import edu.cmu.sphinx.linguist.acoustic.tiedstate.Senone;
import edu.cmu.sphinx.util.LogMath;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Viterbi beam search through a grammar that was spelled out as a {@link PhoneNetwork}.
 *
 * <p>Sphinx4's own grammar search makes an object for every path and frame and, for a grammar of a
 * few thousand words in context, hundreds of megabytes of states; this one keeps scores in arrays.
 */
final class GrammarSearch {
  private static final float DEAD = -Float.MAX_VALUE;
  private static final int STATES = 3;

  private final PhoneNetwork network;
  private final List<Arc> arcs;
  private final WordNetwork.Graph graph;
  private final int start;
  private final float[] choice;
  private final float silencePenalty;
  private final float beam;
  private final float wordBeam;

  private final float[] scores;
  private final int[] histories;
  private final float[] entering;
  private final int[] enteringHistory;
  private final boolean[] isActive;
  private int[] active;
  private int[] next;
  private int activeCount;
  private final float[] junctionScore;
  private final int[] junctionHistory;
  private final int[] touched;
  private int touchedCount;
  private final History history = new History();
  private int frame;

  /** Words that ended, each with the one before. */
  private static final class History {
    int[] model = new int[4096];
    int[] previous = new int[4096];
    int[] endFrame = new int[4096];
    float[] score = new float[4096];
    int size;

    int add(int wordModel, int before, int end, float total) {
      if (size == model.length) {
        model = Arrays.copyOf(model, size * 2);
        previous = Arrays.copyOf(previous, size * 2);
        endFrame = Arrays.copyOf(endFrame, size * 2);
        score = Arrays.copyOf(score, size * 2);
      }
      model[size] = wordModel;
      previous[size] = before;
      endFrame[size] = end;
      score[size] = total;
      return size++;
    }
  }

  GrammarSearch(
      PhoneNetwork network,
      List<Arc> arcs,
      WordNetwork.Graph graph,
      int start,
      DecoderSettings settings) {
    LogMath logMath = LogMath.getLogMath();
    this.network = network;
    this.arcs = arcs;
    this.graph = graph;
    this.start = start;
    this.choice = new float[arcs.size()];
    for (int word = 0; word < choice.length; word++) {
      choice[word] =
          logMath.linearToLog(settings.wordInsertion())
              + settings.grammarWeight() * logMath.linearToLog(arcs.get(word).likelihood());
    }
    this.silencePenalty = logMath.linearToLog(settings.silenceInsertion());
    this.beam = logMath.linearToLog(settings.grammarBeam());
    this.wordBeam = logMath.linearToLog(settings.grammarWordBeam());
    int models = network.models();
    this.scores = new float[models * STATES];
    this.histories = new int[models * STATES];
    this.entering = new float[models];
    this.enteringHistory = new int[models];
    this.isActive = new boolean[models];
    this.active = new int[models];
    this.next = new int[models];
    this.junctionScore = new float[network.junctions()];
    this.junctionHistory = new int[network.junctions()];
    this.touched = new int[network.junctions()];
  }

  /** Begins an utterance. */
  void restart() {
    Arrays.fill(scores, DEAD);
    Arrays.fill(entering, DEAD);
    Arrays.fill(isActive, false);
    Arrays.fill(junctionScore, DEAD);
    activeCount = 0;
    touchedCount = 0;
    history.size = 0;
    frame = 0;
    reach(start, 0, -1);
    enterWords();
    flip();
  }

  /** Hears one more frame of features. */
  void hear(Data feature) {
    float best = DEAD;
    for (int i = 0; i < activeCount; i++) {
      best = Math.max(best, advance(active[i], feature));
    }
    frame++;
    float alive = best + beam;
    float leaving = best + wordBeam;
    int kept = 0;
    for (int i = 0; i < activeCount; i++) {
      int model = active[i];
      int base = model * STATES;
      if (Math.max(scores[base], Math.max(scores[base + 1], scores[base + 2])) < alive) {
        Arrays.fill(scores, base, base + STATES, DEAD);
        isActive[model] = false;
      } else {
        next[kept++] = model;
      }
    }
    nextCount = kept;
    for (int i = 0; i < kept; i++) {
      leave(next[i], alive, leaving);
    }
    enterWords();
    flip();
  }

  private int nextCount;

  private void flip() {
    int[] swap = active;
    active = next;
    next = swap;
    activeCount = nextCount;
    nextCount = 0;
  }

  /** One frame of one model; returns its best score. */
  private float advance(int model, Data feature) {
    Senone[] senones = network.senones(model);
    float[][] move = network.transitions(model);
    int base = model * STATES;
    float best = DEAD;
    for (int to = STATES - 1; to >= 0; to--) {
      float score = DEAD;
      int from = 0;
      if (to == 0 && entering[model] > DEAD) {
        score = entering[model];
        from = -1;
      }
      for (int s = 0; s <= to; s++) {
        float candidate = scores[base + s] == DEAD ? DEAD : scores[base + s] + move[s][to];
        if (candidate > score) {
          score = candidate;
          from = s;
        }
      }
      if (score > DEAD) {
        histories[base + to] = from < 0 ? enteringHistory[model] : histories[base + from];
        scores[base + to] = score + senones[to].getScore(feature);
        best = Math.max(best, scores[base + to]);
      } else {
        scores[base + to] = DEAD;
      }
    }
    entering[model] = DEAD;
    return best;
  }

  private void leave(int model, float alive, float leaving) {
    int last = model * STATES + STATES - 1;
    if (scores[last] == DEAD) {
      return;
    }
    float score = scores[last] + network.transitions(model)[STATES - 1][STATES];
    PhoneNetwork.IntList successors = network.successors(model);
    if (score >= alive) {
      for (int i = 0; i < successors.size(); i++) {
        enter(successors.get(i), score, histories[last]);
      }
    }
    PhoneNetwork.IntList exits = network.exits(model);
    boolean ends = exits.size() > 0 || network.wordOf(model) == PhoneNetwork.SILENCE;
    if (ends && score >= leaving) {
      int ended = history.add(model, histories[last], frame, score);
      for (int i = 0; i < exits.size(); i++) {
        reach(exits.get(i), score, ended);
      }
    }
  }

  private void reach(int junction, float score, int ended) {
    if (junctionScore[junction] == DEAD) {
      touched[touchedCount++] = junction;
    }
    if (score > junctionScore[junction]) {
      junctionScore[junction] = score;
      junctionHistory[junction] = ended;
    }
  }

  private void enterWords() {
    for (int i = 0; i < touchedCount; i++) {
      int junction = touched[i];
      PhoneNetwork.IntList entries = network.entries(junction);
      for (int e = 0; e < entries.size(); e++) {
        int model = entries.get(e);
        enter(model, junctionScore[junction] + penalty(model), junctionHistory[junction]);
      }
      junctionScore[junction] = DEAD;
    }
    touchedCount = 0;
  }

  private float penalty(int model) {
    int word = network.wordOf(model);
    return word == PhoneNetwork.SILENCE ? silencePenalty : choice[word];
  }

  private void enter(int model, float score, int ended) {
    if (score > entering[model]) {
      entering[model] = score;
      enteringHistory[model] = ended;
      if (!isActive[model]) {
        isActive[model] = true;
        next[nextCount++] = model;
      }
    }
  }

  /** The best way to a sentence that ends here; no words when there is none. */
  WordPath whole(PhoneLoop loop) {
    int best = -1;
    for (int i = history.size - 1; i >= 0 && history.endFrame[i] == frame; i--) {
      if (graph.last().get(network.stateAfter(history.model[i]))
          && (best < 0 || history.score[i] > history.score[best])) {
        best = i;
      }
    }
    return best < 0 ? WordPath.NONE : path(best, loop);
  }

  /** The best way so far, up to the last word that ended. */
  WordPath soFar(PhoneLoop loop) {
    float best = DEAD;
    int ended = -1;
    for (int i = 0; i < activeCount; i++) {
      int base = active[i] * STATES;
      for (int s = 0; s < STATES; s++) {
        if (scores[base + s] > best) {
          best = scores[base + s];
          ended = histories[base + s];
        }
      }
    }
    return path(ended, loop);
  }

  private WordPath path(int end, PhoneLoop loop) {
    Deque<Spoken> words = new ArrayDeque<>();
    for (int i = end; i >= 0; i = history.previous[i]) {
      int before = history.previous[i];
      int from = before < 0 ? 0 : history.endFrame[before];
      float acoustic =
          history.score[i] - (before < 0 ? 0 : history.score[before]) - penalty(history.model[i]);
      int word = network.wordOf(history.model[i]);
      boolean silence = word == PhoneNetwork.SILENCE;
      words.push(
          WordPath.spoken(
              silence ? "" : arcs.get(word).text(),
              from,
              history.endFrame[i],
              acoustic,
              silence,
              loop));
    }
    return new WordPath(List.copyOf(words));
  }
}
