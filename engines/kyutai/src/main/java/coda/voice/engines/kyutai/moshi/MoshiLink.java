package coda.voice.engines.kyutai.moshi;

import coda.voice.audio.codec.LiveOpusReader;
import coda.voice.audio.codec.LiveOpusWriter;
import coda.voice.engines.kyutai.moshi.MoshiServer.Lease;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one Moshi, from the handshake on in the words of the protocol. Owned by the
 * stream's mailbox; {@link #close} from any thread.
 *
 * <p>Every message begins with a byte that says its kind. What each kind means, and what real
 * servers do differently, is told in docs/moshi.md.
 */
final class MoshiLink implements RealTimeUplink.Sink, AutoCloseable {
  static final int SAMPLE_RATE = 24_000;

  private static final Logger log = LoggerFactory.getLogger(MoshiLink.class);

  private static final int HANDSHAKE = 0;
  private static final int AUDIO = 1;
  private static final int TEXT = 2;
  private static final int CONTROL = 3;
  private static final int METADATA = 4;
  private static final int ERROR = 5;
  private static final int PING = 6;
  private static final int COLORED_TEXT = 7;

  /**
   * How much sound may be on its way to Moshi and back. Half a second is usual at most; when it is
   * more, the network or the server has stalled or is too slow, and sending on would only make what
   * waits there longer. What is not sent meanwhile is never caught up.
   */
  private static final long MOST_UNDER_WAY_MS = 1_000;

  /** Packets in a row that are not Opus: a second. */
  private static final int MOST_DAMAGED = 25;

  /** Bytes without a packet among them: more than a second. */
  private static final int MOST_UNHEARD_BYTES = 6_000;

  private static final int CHUNK_MS = 20;
  private static final int LONGEST_NOTE = 500;

  /** What the servers end at, less time to find a quiet moment. */
  private static final int BACKEND_MS = 340_000;

  private static final int MODULE_MS = 305_000;
  private static final int BEFORE_MAX_STEPS_MS = 20_000;
  private static final int STEP_MS = 80;

  /** Told what Moshi says, in the mailbox. */
  interface Listener {
    /** Moshi has taken the conversation. */
    void ready();

    /** Sound, borrowed for the call. */
    void sound(short[] samples, int offset, int count);

    /** Text, never empty. */
    void text(String delta);

    /** So much damage that nothing sensible will come any more. */
    void broken(String why);
  }

  private final Lease lease;
  private final MoshiSocket socket;
  private final MoshiSettings settings;
  private final MoshiCounters counters;
  private final Listener listener;
  private final LiveOpusReader reader;
  private final PieceDecoder pieces = new PieceDecoder();
  private final LiveOpusWriter writer;
  private final byte[] message = new byte[1 + LiveOpusWriter.MAX_PAGE_BYTES];
  private byte[] headers;
  private String metadata = "";
  private boolean ready;
  private boolean longHandshake;
  private long sent;
  private long damaged;
  private long heard;
  private int unheardBytes;
  private long came;
  private int lastPacket;

  /**
   * A connection that is being made.
   *
   * @param lease the place it takes; given back with it
   * @param settings the engine's
   * @param counters the engine's
   * @param connect makes the socket
   * @param listener told what Moshi says
   */
  MoshiLink(
      Lease lease,
      MoshiSettings settings,
      MoshiCounters counters,
      Connector connect,
      Listener listener) {
    this.lease = lease;
    this.settings = settings;
    this.counters = counters;
    this.listener = listener;
    this.reader = new LiveOpusReader(SAMPLE_RATE, this::sound);
    this.writer = new LiveOpusWriter(SAMPLE_RATE, ThreadLocalRandom.current().nextInt());
    this.headers = writer.headers();
    this.socket = connect.to(lease.server().address());
  }

  /** Makes sockets whose messages come back to {@link #received} through the mailbox. */
  @FunctionalInterface
  interface Connector {
    MoshiSocket to(MoshiAddress address);
  }

  MoshiServer server() {
    return lease.server();
  }

  /** Whether the server has agreed to a WebSocket, which says nothing about the conversation. */
  boolean opened() {
    return socket.opened();
  }

  /** How much sound was sent, in ms. */
  long sentMs() {
    return sent * CHUNK_MS;
  }

  /** How much sound has come, what was damaged included, in ms. */
  private long cameMs() {
    return (came + damaged * lastPacket) * 1_000 / SAMPLE_RATE;
  }

  private void sound(short[] samples, int offset, int count) {
    came += count;
    lastPacket = count;
    listener.sound(samples, offset, count);
  }

  /** For the log: what the server has said about itself. */
  String kind() {
    return !metadata.isEmpty() ? "moshi-backend" : longHandshake ? "moshi-server" : "moshi.server";
  }

  /**
   * After how much sound it should be replaced, in ms; 0 for never. The Python server has no limit,
   * the others end without a word.
   */
  long limitMs() {
    if (settings.sessionMs().isPresent()) {
      return settings.sessionMs().getAsInt();
    }
    if (metadata.isEmpty()) {
      return longHandshake ? MODULE_MS : 0;
    }
    OptionalInt steps = settings.maxSteps();
    return steps.isEmpty()
        ? BACKEND_MS
        : Math.max(
            (long) steps.getAsInt() * STEP_MS / 2,
            Math.min(BACKEND_MS, (long) steps.getAsInt() * STEP_MS - BEFORE_MAX_STEPS_MS));
  }

  /** Reads a message; the next may come when this returns. */
  void received(byte[] bytes) {
    try {
      if (bytes.length > 0) {
        read(bytes);
      }
    } finally {
      socket.taken();
    }
  }

  private void read(byte[] bytes) {
    switch (bytes[0]) {
      case HANDSHAKE -> handshake(bytes.length);
      case AUDIO -> whenReady(bytes, this::audio);
      case TEXT -> whenReady(bytes, text -> text(text, 1));
      case COLORED_TEXT -> whenReady(bytes, text -> text(text, Math.min(2, text.length)));
      case METADATA -> {
        metadata = note(bytes);
        log.debug("{} says about itself: {}", server().address(), metadata);
      }
      case ERROR -> log.warn("{} says: {}", server().address(), note(bytes));
      case PING, CONTROL -> {
        // nothing to do
      }
      default -> counters.ignored.increment();
    }
  }

  private void whenReady(byte[] bytes, Consumer<byte[]> reading) {
    if (ready) {
      reading.accept(bytes);
    } else {
      counters.ignored.increment();
    }
  }

  private void handshake(int length) {
    if (ready) {
      counters.ignored.increment();
      return;
    }
    ready = true;
    longHandshake = length > 1;
    counters.handshakes.increment();
    listener.ready();
  }

  private void audio(byte[] bytes) {
    reader.accept(bytes, 1, bytes.length - 1);
    counters.damaged.add(reader.damaged() - damaged);
    damaged = reader.damaged();
    unheardBytes = reader.heard() == heard ? unheardBytes + bytes.length : 0;
    heard = reader.heard();
    if (reader.damagedInARow() >= MOST_DAMAGED || unheardBytes >= MOST_UNHEARD_BYTES) {
      listener.broken("what it sends cannot be heard");
    }
  }

  private void text(byte[] bytes, int from) {
    String delta = pieces.take(bytes, from);
    if (!delta.isEmpty()) {
      listener.text(delta);
    }
  }

  private static String note(byte[] bytes) {
    String text =
        new String(bytes, 1, Math.min(bytes.length - 1, LONGEST_NOTE), StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  @Override
  public boolean ready() {
    return ready && sentMs() - cameMs() < MOST_UNDER_WAY_MS;
  }

  @Override
  public void send(short[] samples) {
    message[0] = AUDIO;
    if (headers.length > 0) {
      byte[] first = new byte[1 + headers.length];
      first[0] = AUDIO;
      System.arraycopy(headers, 0, first, 1, headers.length);
      socket.send(first);
      headers = new byte[0];
    }
    int length = writer.write(samples, 0, message, 1);
    socket.send(Arrays.copyOf(message, 1 + length));
    sent++;
  }

  /** Says good-bye and gives the place back. Idempotent, any thread. */
  @Override
  public void close() {
    socket.close();
    lease.close();
  }
}
