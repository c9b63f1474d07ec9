package coda.voice.client;

import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.Envelope;
import java.nio.ByteBuffer;

/** What waits to be sent. */
sealed interface Outgoing {
  /** A message; never dropped. */
  record Control(Envelope<ClientMessage> envelope) implements Outgoing {}

  /**
   * A piece of audio, put into frames when it is sent: its stream may have another name by then.
   *
   * @param payload its bytes
   * @param position of its first sample, counted since the client exists
   */
  record Audio(ByteBuffer payload, long position) implements Outgoing {}
}
