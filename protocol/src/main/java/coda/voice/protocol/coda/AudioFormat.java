package coda.voice.protocol.coda;

/** What the bytes of audio are. */
public enum AudioFormat implements WireName {
  /** WAV files; microphone audio that does not begin with a RIFF header is read as raw samples. */
  WAV,
  /** Raw signed 16-bit samples, little-endian, channels interleaved. */
  PCM16,
  /** One Opus packet per message or binary frame. */
  OPUS,
  /** G.711 µ-law, one byte per sample. */
  MULAW,
  /** G.711 A-law, one byte per sample. */
  ALAW;

  /** The name on the wire, in lower case. */
  @Override
  public String wireName() {
    return WireName.super.wireName();
  }
}
