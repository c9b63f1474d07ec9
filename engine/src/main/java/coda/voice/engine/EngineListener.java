package coda.voice.engine;

/** What the listeners of all kinds of engines have in common. */
public interface EngineListener {
  /**
   * Another engine does this piece of work than the one asked first, or the first one is back. Told
   * before anything the new engine delivers.
   *
   * @param change what changed and why
   */
  default void onEngineChange(EngineChange change) {}
}
