package coda.voice.gateway.coda;

import coda.voice.audio.codec.OpusDecoder;
import java.util.Arrays;

/** Opus, one packet per piece. */
final class OpusReader implements SampleReader {
  private final OpusDecoder decoder;
  private final short[] room;

  OpusReader(int sampleRate) {
    this.decoder = new OpusDecoder(sampleRate);
    this.room = new short[decoder.maxOutput()];
  }

  @Override
  public short[] read(byte[] packet) {
    if (packet.length == 0) {
      return new short[0];
    }
    return Arrays.copyOf(room, decoder.decode(packet, 0, packet.length, room, 0));
  }

  @Override
  public int end() {
    return 0;
  }
}
