package coda.voice.engines.local.turn;

/** Knows whole commands when it sees them. Cheap: asked for every partial transcript. */
@FunctionalInterface
interface CompleteCommands {
  /**
   * Whether a text is a whole command, word for word.
   *
   * @param text lower case, as recognised
   */
  boolean isWhole(String text);
}
