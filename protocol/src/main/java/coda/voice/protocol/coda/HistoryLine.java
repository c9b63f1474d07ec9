package coda.voice.protocol.coda;

/**
 * A line said before the conversation began.
 *
 * @param role who said it
 * @param content what was said, 1 to 20,000 characters
 */
public record HistoryLine(Role role, String content) {
  /** Who said it. */
  public enum Role implements WireName {
    /** The person. */
    USER,
    /** The machine. */
    ASSISTANT;

    /** The name on the wire, in lower case. */
    @Override
    public String wireName() {
      return WireName.super.wireName();
    }
  }
}
