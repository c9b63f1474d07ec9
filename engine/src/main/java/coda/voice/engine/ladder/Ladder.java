package coda.voice.engine.ladder;

import coda.voice.engine.Engine;
import java.util.List;

/** Several engines of one kind behind one. */
public sealed interface Ladder extends Engine permits EngineLadder {

  /** How each of its engines is, the first one first. Cheap. */
  List<RungStatus> rungs();

  /** Permits of its engines that are taken, without those of the ladder itself. */
  int inUseBelow();
}
