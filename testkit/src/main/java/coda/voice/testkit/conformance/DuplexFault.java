package coda.voice.testkit.conformance;

/** How the server behind a duplex model fails, and what its stream tells in the end. */
public enum DuplexFault {
  /** The connection breaks in mid-stream, and again when it is made anew. */
  DIES("ENGINE_LOST"),
  /** In mid-stream nothing comes any more, and nobody takes a new connection. */
  HANGS("ENGINE_LOST"),
  /** In mid-stream something comes that nobody understands, from every connection. */
  TALKS_NONSENSE("ENGINE_LOST"),
  /** It accepts connections and says nothing from the first moment: others have it. */
  SILENT("ENGINE_BUSY"),
  /** It does not accept connections. */
  REFUSES("ENGINE_UNAVAILABLE");

  private final String code;

  DuplexFault(String code) {
    this.code = code;
  }

  /** What the engine calls it. */
  public String code() {
    return code;
  }
}
