package coda.voice.engine.ladder;

import coda.voice.engine.Capacity;
import coda.voice.engine.Engine;
import coda.voice.engine.Health;
import java.util.List;

/**
 * What ladders of all kinds have in common. A ladder goes by the name of its first engine; its
 * {@link #capacity()} counts pieces of work, as many at once as all engines carry together. It owns
 * the engines and closes them.
 *
 * @param <E> the kind of its engines
 */
abstract sealed class EngineLadder<E extends Engine> implements Ladder
    permits RecognizerLadder, SynthesizerLadder, LanguageModelLadder {
  final Rungs<E> rungs;

  EngineLadder(Rungs<E> rungs) {
    this.rungs = rungs;
  }

  @Override
  public final String name() {
    return rungs.name();
  }

  /**
   * Warms all engines up at the same time. One that cannot be is left alone and tried again in the
   * background.
   */
  @Override
  public final void warmUp() {
    rungs.warmUp();
  }

  @Override
  public final Health health() {
    return rungs.health();
  }

  @Override
  public final Capacity capacity() {
    return rungs.capacity();
  }

  @Override
  public final List<RungStatus> rungs() {
    return rungs.status();
  }

  @Override
  public final int inUseBelow() {
    return rungs.inUseBelow();
  }

  @Override
  public final void close() {
    rungs.close();
  }
}
