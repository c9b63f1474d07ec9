package coda.voice.testkit.conformance;

/** How the server behind an engine fails. An engine says which with a code of its own. */
public enum UpstreamFault {
  /** The connection breaks in mid-stream: {@code ENGINE_LOST}. */
  DIES("ENGINE_LOST"),
  /** In mid-stream nothing comes any more: {@code ENGINE_TIMEOUT}. */
  HANGS("ENGINE_TIMEOUT"),
  /** In mid-stream something comes that nobody understands: {@code ENGINE_PROTOCOL}. */
  TALKS_NONSENSE("ENGINE_PROTOCOL"),
  /** It accepts connections and says nothing from the first moment: {@code ENGINE_TIMEOUT}. */
  SILENT("ENGINE_TIMEOUT"),
  /** All its places are taken: {@code ENGINE_BUSY}. */
  FULL("ENGINE_BUSY"),
  /** It does not accept our key: {@code ENGINE_UNAUTHORIZED}. */
  REFUSES("ENGINE_UNAUTHORIZED");

  private final String code;

  UpstreamFault(String code) {
    this.code = code;
  }

  /** What the engine calls it. */
  public String code() {
    return code;
  }
}
