package coda.voice.engines.local.recognition;

import edu.cmu.sphinx.decoder.pruner.SimplePruner;
import edu.cmu.sphinx.decoder.scorer.SimpleAcousticScorer;
import edu.cmu.sphinx.decoder.search.ActiveListManager;
import edu.cmu.sphinx.decoder.search.WordPruningBreadthFirstSearchManager;
import edu.cmu.sphinx.frontend.BaseDataProcessor;
import edu.cmu.sphinx.linguist.Linguist;
import edu.cmu.sphinx.result.Result;

/** Sphinx4's search with a statistical language model, one frame at a time. */
final class SentenceSearch extends WordPruningBreadthFirstSearchManager {
  private static final float ACOUSTIC_LOOKAHEAD_FRAMES = 1.7f;

  SentenceSearch(
      Linguist linguist, BaseDataProcessor features, ActiveListManager beams, double relativeBeam) {
    super(
        linguist,
        new SimplePruner(),
        new SimpleAcousticScorer(features, null),
        beams,
        false,
        relativeBeam,
        0,
        false,
        false,
        100,
        ACOUSTIC_LOOKAHEAD_FRAMES,
        true);
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
