package coda.voice.testkit.peers.moshi;

/**
 * What a session has heard so far.
 *
 * @param audio all of it, 24 kHz mono
 * @param packetNanos when each packet of sound came, {@link System#nanoTime}
 * @param pages of the Ogg stream, headers included
 * @param headersFirst whether the stream began with its two headers
 * @param checksumErrors pages whose checksum was wrong
 * @param gaps pages whose number was not one more than that of the page before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MoshiHeard(
    short[] audio,
    long[] packetNanos,
    int pages,
    boolean headersFirst,
    int checksumErrors,
    int gaps) {
  /** How much sound, in ms. */
  public long millis() {
    return audio.length / 24L;
  }
}
