package coda.voice.protocol.realtime;

/** How audio is encoded; always mono. */
public enum AudioFormat {
  /** Signed 16 bits, little endian, 24 kHz. */
  PCM("audio/pcm", "pcm16", 24_000, 2),
  /** G.711 µ-law, 8 kHz. */
  PCMU("audio/pcmu", "g711_ulaw", 8_000, 1),
  /** G.711 A-law, 8 kHz. */
  PCMA("audio/pcma", "g711_alaw", 8_000, 1);

  private final String type;
  private final String betaName;
  private final int rate;
  private final int bytesPerSample;

  AudioFormat(String type, String betaName, int rate, int bytesPerSample) {
    this.type = type;
    this.betaName = betaName;
    this.rate = rate;
    this.bytesPerSample = bytesPerSample;
  }

  /** The {@code type} on the wire, for example {@code audio/pcm}. */
  public String type() {
    return type;
  }

  /** The name in the beta dialect, for example {@code pcm16}. */
  public String betaName() {
    return betaName;
  }

  /** Samples a second. */
  public int rate() {
    return rate;
  }

  /** Bytes of one sample, 1 or 2. */
  public int bytesPerSample() {
    return bytesPerSample;
  }

  /**
   * How long audio lasts, rounded down.
   *
   * @param bytes of this format, 0 or more
   * @return milliseconds
   */
  public long millis(long bytes) {
    return bytes * 1_000 / bytesPerSample / rate;
  }
}
