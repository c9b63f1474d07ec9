package coda.voice.client;

import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage.VoiceChunk;
import coda.voice.protocol.coda.ServerMessage.VoiceStarted;
import java.util.Optional;

/** Puts audio into the frames or messages of one stream. Used by one thread. */
final class AudioFraming {
  private static final long SEQUENCE_MASK = 0xFFFF_FFFFL;

  private final int stream;
  private final AudioEncoding encoding;
  private long sequence;
  private long base = -1;

  AudioFraming(VoiceStarted started) {
    this.stream = started.streamId();
    this.encoding = started.audioConfig().encoding();
  }

  boolean isBinary() {
    return encoding == AudioEncoding.BINARY;
  }

  /** The sequence of the last frame. */
  long lastSequence() {
    return (sequence - 1) & SEQUENCE_MASK;
  }

  byte[] frame(Outgoing.Audio audio) {
    if (base < 0) {
      base = audio.position();
    }
    return new BinaryFrame(
            BinaryFrame.Kind.MICROPHONE,
            false,
            stream,
            sequence++ & SEQUENCE_MASK,
            audio.position() - base,
            audio.payload())
        .encode();
  }

  VoiceChunk chunk(Outgoing.Audio audio) {
    byte[] bytes = new byte[audio.payload().remaining()];
    audio.payload().duplicate().get(bytes);
    return new VoiceChunk(
        Optional.of(AudioText.encode(encoding, bytes)),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }
}
