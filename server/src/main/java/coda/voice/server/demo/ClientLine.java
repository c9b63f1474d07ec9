package coda.voice.server.demo;

import coda.voice.audio.Pcm16;
import coda.voice.client.CodaClient;
import coda.voice.protocol.coda.ClientMessage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** From the microphone to the tape and to the server. */
final class ClientLine implements Consumer<short[]> {
  private final StereoTape tape;
  private volatile @Nullable Connection connection;

  private record Connection(CodaClient client, Observer observer) {}

  ClientLine(StereoTape tape) {
    this.tape = tape;
  }

  /** From now on the server hears, until the conversation is over. */
  void connect(CodaClient client, Observer observer) {
    connection = new Connection(client, observer);
  }

  /** Says something to the server, while there is one. */
  void send(ClientMessage message) {
    Connection connected = connection;
    if (connected != null) {
      connected.client().send(message);
    }
  }

  @Override
  public void accept(short[] frame) {
    tape.hear(frame);
    Connection connected = connection;
    if (connected != null && !connected.observer().over()) {
      byte[] bytes = new byte[frame.length * 2];
      Pcm16.encode(frame, 0, frame.length, bytes, 0);
      connected.client().sendAudio(bytes, frame.length);
    }
  }
}
