package coda.voice.engines.local.recognition;

import coda.voice.engine.Transcript;
import coda.voice.engines.local.recognition.TwoPassDecoder.Hypotheses;

/** Decides which of the two searches is believed. */
final class HypothesisJudge {
  Transcript soFar(Hypotheses h) {
    return Transcript.of(h.sentence().text());
  }

  Transcript last(Hypotheses h) {
    return Transcript.of(h.command().text());
  }
}
