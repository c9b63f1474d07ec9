package coda.voice.conversation;

/** Who answers. */
public enum ProcessingMode {
  /** Recogniser, language model, synthesiser. */
  TRADITIONAL,
  /** The duplex model alone. */
  MOSHI_ONLY,
  /** Both side by side; per turn one of them is heard. */
  HYBRID,
  /** Chosen per turn from measured facts and what is there. */
  ADAPTIVE;

  /** Whether there is no such mode without a duplex model. */
  public boolean needsDuplexModel() {
    return this == MOSHI_ONLY || this == HYBRID;
  }
}
