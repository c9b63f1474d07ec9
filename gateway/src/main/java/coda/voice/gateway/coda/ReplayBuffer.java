package coda.voice.gateway.coda;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was sent in a conversation and may have to be sent again: everything the client is not known
 * to have received, and a little more, at most {@link #MAX_BYTES}. Used on the client's loop.
 */
final class ReplayBuffer {
  /** Kept although the client received it: some proxies answer pings for those behind them. */
  static final int KEPT_BYTES = 256 * 1024;

  /** When more was not received, the oldest goes, and a client that needs it cannot come back. */
  static final int MAX_BYTES = 4 * 1024 * 1024;

  private final int keptBytes;
  private final int maxBytes;
  private final Deque<Sent> sent = new ArrayDeque<>();
  private long last;
  private long received;
  private long bytes;

  /** A message as it was sent. */
  sealed interface Sent {
    /** Its number. */
    long seq();

    /** How much room it takes, roughly. */
    int size();

    /** A text message. */
    record Text(long seq, String message) implements Sent {
      @Override
      public int size() {
        return message.length();
      }
    }

    /** A binary message. */
    record Binary(long seq, byte[] message) implements Sent {
      @Override
      public int size() {
        return message.length;
      }
    }
  }

  /** Who sends again. */
  interface Sender {
    /** A text message. */
    void text(String message);

    /** A binary message. */
    void binary(byte[] message);
  }

  ReplayBuffer() {
    this(KEPT_BYTES, MAX_BYTES);
  }

  ReplayBuffer(int keptBytes, int maxBytes) {
    this.keptBytes = keptBytes;
    this.maxBytes = maxBytes;
  }

  /** Forgets everything; the next number is 1. */
  void clear() {
    sent.clear();
    bytes = 0;
    last = 0;
    received = 0;
  }

  /** The number of the last message; 0 before the first. */
  long last() {
    return last;
  }

  /** The number for the next message, which must be added before another is asked for. */
  long next() {
    return ++last;
  }

  void add(Sent message) {
    sent.add(message);
    bytes += message.size();
    trim();
  }

  /**
   * The client has received everything up to this number.
   *
   * @param seq what it says; nothing beyond what was sent is believed
   */
  void received(long seq) {
    received = Math.max(received, Math.min(seq, last));
    trim();
  }

  /** Whether everything after this number is still here, and nothing after it is unknown. */
  boolean reaches(long lastSeq) {
    long first = sent.isEmpty() ? last + 1 : sent.getFirst().seq();
    return lastSeq <= last && lastSeq + 1 >= first;
  }

  /** How many messages follow this number. */
  long after(long lastSeq) {
    return last - lastSeq;
  }

  /** Sends everything after this number again, in order. */
  void replay(long lastSeq, Sender sender) {
    for (Sent message : sent) {
      if (message.seq() > lastSeq) {
        switch (message) {
          case Sent.Text text -> sender.text(text.message());
          case Sent.Binary binary -> sender.binary(binary.message());
        }
      }
    }
  }

  long bytes() {
    return bytes;
  }

  private void trim() {
    while (bytes > maxBytes || (bytes > keptBytes && sent.getFirst().seq() <= received)) {
      bytes -= sent.removeFirst().size();
    }
  }

  /** A number as the payload of a ping. */
  static byte[] mark(long seq) {
    return Long.toString(seq).getBytes(StandardCharsets.US_ASCII);
  }

  /** The number in the payload of a pong; -1 for anything else. */
  static long marked(byte[] payload) {
    if (payload.length == 0 || payload.length > 18) {
      return -1;
    }
    long seq = 0;
    for (byte digit : payload) {
      if (digit < '0' || digit > '9') {
        return -1;
      }
      seq = 10 * seq + digit - '0';
    }
    return seq;
  }
}
