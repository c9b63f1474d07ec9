package coda.voice.gateway.coda;

import coda.voice.audio.FramePool;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.CodaCodec;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.StreamFormat;
import java.util.Optional;

/**
 * Sends some sound through every format and back before the first client comes. Loading a codec for
 * the first time takes longer than an event loop may be held.
 */
final class WarmUp {
  private static final int FRAMES = 50;

  private final FramePool pool;
  private final CodaCodec codec;

  WarmUp(FramePool pool, CodaCodec codec) {
    this.pool = pool;
    this.codec = codec;
  }

  void run() {
    for (AudioFormat format : AudioFormat.values()) {
      through(new StreamFormat(StreamFormat.usualRate(format), 1, format, AudioEncoding.BASE64));
    }
  }

  private void through(StreamFormat format) {
    SpeechWriter writer = SpeechWriter.of(format);
    short[] samples = new short[FramePool.samplesPerFrame(format.sampleRate())];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (4_000 * Math.sin(i * 0.3));
    }
    try (Microphone microphone = new Microphone(format, pool, Integer.MAX_VALUE, frame -> {})) {
      for (int i = 0; i < FRAMES; i++) {
        String audio = AudioText.encode(format.encoding(), writer.write(samples, samples.length));
        if (codec.decodeClient(message(audio)).message()
            instanceof ClientMessage.VoiceChunk chunk) {
          byte[] bytes = AudioText.decode(format.encoding(), chunk.audioData().orElseThrow());
          short[] pcm = microphone.decode(bytes);
          microphone.hear(pcm, 0, microphone.frames(pcm.length));
        }
      }
    }
  }

  private String message(String audio) {
    return codec.encodeClient(
        Envelope.of(
            new ClientMessage.VoiceChunk(
                Optional.of(audio), Optional.empty(), Optional.empty(), false, Optional.empty())));
  }
}
