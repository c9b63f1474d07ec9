package coda.voice.server.demo;

import coda.voice.client.CodaClient;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From the microphone to the tape and to the server. */
final class ClientLine implements Consumer<short[]> {
  private final StereoTape tape;
  private volatile @Nullable CodaClient client;

  ClientLine(StereoTape tape) {
    this.tape = tape;
  }

  void connect(CodaClient connected) {
    client = connected;
  }

  @Override
  public void accept(short[] frame) {
    tape.hear(frame);
    CodaClient connected = client;
    if (connected != null) {
      byte[] bytes = new byte[frame.length * 2];
      for (int i = 0; i < frame.length; i++) {
        bytes[2 * i] = (byte) frame[i];
        bytes[2 * i + 1] = (byte) (frame[i] >> 8);
      }
      connected.sendAudio(bytes, frame.length);
    }
  }
}
