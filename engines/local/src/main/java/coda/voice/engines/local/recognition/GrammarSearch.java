package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.ActiveListFactory;
import edu.cmu.sphinx.decoder.search.SimpleBreadthFirstSearchManager;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.result.Result;

/** Sphinx4's search through a grammar, one frame at a time. */
final class GrammarSearch extends SimpleBreadthFirstSearchManager {
  GrammarSearch(Linguist linguist, BaseDataProcessor features, ActiveListFactory beam) {
    super(
        linguist,
        new SimplePruner(),
        new SimpleAcousticScorer(features, null),
        beam,
        false,
        0,
        0,
        false);
    keepAllTokens = true;
  }

  /** Hears one more frame, waiting for it; false at the end of the utterance. */
  boolean step() {
    return !recognize();
  }

  /** The best paths so far. */
  Result soFar() {
    return recognize(0);
  }
}
