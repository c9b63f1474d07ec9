package coda.voice.protocol.coda;

/** How well it is known which words of a reply were heard. */
public enum Precision implements WireName {
  /** The synthesiser said where its words lie in the audio. */
  WORDS,
  /** The words are reckoned in proportion to the audio. */
  ESTIMATE;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
