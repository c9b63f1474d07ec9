package coda.voice.testkit.peers.moshiserver;

import coda.voice.audio.AudioException;
import coda.voice.audio.codec.OggOpusReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One place in the recogniser's batch. Used by the loop, except {@link #offer}. */
final class RecogniserSlot {
  static final int FRAME = 1920;

  private final Connection connection;
  private final Manner manner;
  private final Listening listening;
  private final ConcurrentLinkedQueue<ClientSays> queue = new ConcurrentLinkedQueue<>();
  private final Deque<Pending> markers = new ArrayDeque<>();
  private final OggOpusReader ogg = new OggOpusReader(24_000, this::decoded);
  private float[] buffer = {};
  private boolean greeted;
  private volatile boolean over;

  private record Pending(long id, long due) {}

  RecogniserSlot(Connection connection, Manner manner, Hearing hearing) {
    this.connection = connection;
    this.manner = manner;
    this.listening = new Listening(hearing, manner.delaySteps());
    queue.add(new ClientSays.Init()); // the server's own
  }

  void offer(ClientSays message) {
    queue.add(message);
  }

  /** The client is gone. */
  void leave() {
    over = true;
  }

  boolean over() {
    return over;
  }

  boolean hasWork() {
    return !queue.isEmpty() || buffer.length >= FRAME;
  }

  int stepMs() {
    return connection.stepMs();
  }

  /** Takes at most one message and gives at most one frame. */
  Optional<float[]> take(long step) {
    ClientSays message = queue.poll();
    if (message != null) {
      accept(message, step);
    }
    if (buffer.length < FRAME) {
      return Optional.empty();
    }
    float[] frame = Arrays.copyOf(buffer, FRAME);
    buffer = Arrays.copyOfRange(buffer, FRAME, buffer.length);
    return Optional.of(frame);
  }

  private void accept(ClientSays message, long step) {
    switch (message) {
      case ClientSays.Audio(float[] samples) -> append(samples);
      case ClientSays.OggOpus(byte[] data) -> {
        try {
          ogg.accept(data, 0, data.length);
        } catch (AudioException broken) {
          connection.drop("broken Ogg");
          over = true;
        }
      }
      case ClientSays.Marker(long id) ->
          markers.add(new Pending(id, step + manner.delaySteps() + buffer.length / FRAME));
      case ClientSays.Init again -> {
        listening.restart();
        buffer = new float[0];
        connection.greet(ServerSays.ready());
        greeted = true;
      }
      default -> throw new IllegalStateException("not for a recogniser: " + message);
    }
  }

  private void decoded(short[] samples, int offset, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = samples[offset + i] / 32768f;
    }
    append(floats);
  }

  private void append(float[] samples) {
    float[] longer = Arrays.copyOf(buffer, buffer.length + samples.length);
    System.arraycopy(samples, 0, longer, buffer.length, samples.length);
    buffer = longer;
  }

  /** The model has processed a frame of ours. */
  void stepped(float[] frame, long step) {
    List<Hearing.ScriptedWord> words = listening.hear(frame);
    if (manner.pauseHeads() > 0) {
      connection.send(ServerSays.step(step, listening.pauses(manner.pauseHeads()), buffer.length));
    }
    for (Hearing.ScriptedWord word : words) {
      if (manner.announcesNothing() && greeted) {
        greeted = false;
        connection.send(ServerSays.word("", 0));
      }
      connection.send(ServerSays.word(word.text(), word.startMs() / 1000.0));
      connection.send(ServerSays.endWord(word.endMs() / 1000.0));
    }
  }

  /** The shared counter has advanced: markers whose time has come go back. */
  void counted(long step) {
    List<Long> due = new ArrayList<>();
    for (Iterator<Pending> pending = markers.iterator(); pending.hasNext(); ) {
      Pending next = pending.next();
      if (next.due() <= step) {
        due.add(next.id());
        pending.remove();
      }
    }
    due.forEach(id -> connection.send(ServerSays.marker(id)));
    if (!due.isEmpty() && manner.closesAfterMarker()) {
      connection.close();
      over = true;
    }
  }
}
