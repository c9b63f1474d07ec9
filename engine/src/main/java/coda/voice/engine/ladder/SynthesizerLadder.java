package coda.voice.engine.ladder;

import coda.voice.engine.Synthesizer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Synthesisers in the order in which they are asked.
 *
 * <p>A sentence is handed on until its first sound was delivered. The ladder speaks the languages
 * of its first synthesiser, has its voices and its rate; the sound of others is resampled. One that
 * does not speak a sentence's language is passed over, one that lacks its voice speaks with its own
 * default voice.
 *
 * <p>A sentence does not say to which conversation it belongs, so the ladder cannot know who was
 * told of a change: {@link coda.voice.engine.EngineListener#onEngineChange} comes with every
 * sentence that another than the first one speaks, and, once that has happened, with every sentence
 * the first one speaks. Who listens for a conversation remembers what it was told last.
 *
 * <p>The ladder goes by the name of its first synthesiser. Its {@link #capacity()} counts
 * sentences: as many at once as all synthesisers carry together.
 */
public final class SynthesizerLadder extends EngineLadder<Synthesizer> implements Synthesizer {
  private final AtomicInteger lastBelow = new AtomicInteger();

  /**
   * A ladder; {@link #warmUp} makes it work. It owns the engines and closes them.
   *
   * @param synthesizers the first one first, at least one
   * @param settings how it behaves
   * @param clock its time; not closed by the ladder
   */
  public SynthesizerLadder(
      List<Synthesizer> synthesizers, LadderSettings settings, LadderClock clock) {
    super(new Rungs<>("synthesizer", synthesizers, settings, clock));
  }

  @Override
  public int sampleRate() {
    return rungs.first().sampleRate();
  }

  @Override
  public Set<String> languages() {
    return rungs.first().languages();
  }

  @Override
  public List<String> voices() {
    return rungs.first().voices();
  }

  @Override
  public Synthesis speak(SpeechRequest request, SpeechListener listener) {
    SpeechWork work = new SpeechWork(rungs, request, listener, this::told);
    work.start();
    return work;
  }

  private int told(int rung) {
    if (rung > 0) {
      lastBelow.set(rung);
      return 0;
    }
    return lastBelow.get();
  }
}
