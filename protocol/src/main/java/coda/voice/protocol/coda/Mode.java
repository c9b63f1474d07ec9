package coda.voice.protocol.coda;

/** Who answers. */
public enum Mode implements WireName {
  /** Recogniser, language model, synthesiser. */
  TRADITIONAL,
  /** The duplex model alone. */
  MOSHI_ONLY,
  /** Both side by side; per turn one of them is heard. */
  HYBRID,
  /** Chosen per turn. */
  ADAPTIVE;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
