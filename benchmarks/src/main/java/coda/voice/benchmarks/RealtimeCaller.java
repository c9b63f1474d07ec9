package coda.voice.benchmarks;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client of the Realtime protocol in real time: it sends 40 ms of sound every 40 ms, speaks for
 * a while, listens to the answer, and speaks again. Used on the event loop of its socket.
 */
final class RealtimeCaller {
  static final int STEP_MS = 40;

  private static final int SPEECH_MS = 1_500;

  /** An answer is 12 s long, of which the first eight come at once. */
  private static final int ROUND_MS = 15_000;

  /** From here on the server sends as the client plays. */
  private static final int AHEAD_MS = 8_500;

  private static final int BYTES_PER_MS = 48;
  private static final int LONGEST_TYPE = 64;

  /** What a delta has besides its sound, and a little more: it may not seem to be in time. */
  private static final int AROUND_DELTA = 240;

  private static final int STEPS_PER_PROBE = 25;
  private static final String LOUD = append((byte) 0x20);
  private static final String QUIET = append((byte) 0);
  private static final String PROBE =
      "{\"type\":\"conversation.item.retrieve\",\"item_id\":\"probe\"}";
  private static final String ITEM =
      "{\"type\":\"conversation.item.create\",\"item\":{\"id\":\"probe\",\"type\":\"message\",\"role\":\"system\",\"content\":[{\"type\":\"input_text\",\"text\":\"x\"}]}}";

  private final Vertx vertx;
  private final WebSocket socket;
  private final Measured measured;
  private final int offsetSteps;
  private long startNanos;
  private long steps;
  private long probedNanos;
  private long silentNanos;
  private long firstNanos;
  private long lastNanos;
  private double sentMs;
  private boolean over;

  /** What all of them measure together. */
  static final class Measured {
    final Figures appends = new Figures("append and the event behind it, to the answer of that");
    final Figures response =
        new Figures("end of speech to the first delta, of which 500 are silence");
    final Figures gaps = new Figures("from one delta to the next, once 8 s ahead; 100 are due");
    final Figures late = new Figures("a delta after it was due to be heard; 0 in time");
    final Figures behind = new Figures("the callers' own delay in sending an append");
    final AtomicInteger answers = new AtomicInteger();
    final AtomicInteger errors = new AtomicInteger();
    final AtomicInteger lost = new AtomicInteger();

    /** Forgets what was measured so far. */
    void clear() {
      for (Figures each : new Figures[] {appends, response, gaps, late, behind}) {
        each.clear();
      }
      answers.set(0);
      errors.set(0);
      lost.set(0);
    }
  }

  RealtimeCaller(Vertx vertx, WebSocket socket, Measured measured, int offsetMs) {
    this.vertx = vertx;
    this.socket = socket;
    this.measured = measured;
    this.offsetSteps = offsetMs / STEP_MS;
  }

  private static String append(byte value) {
    byte[] sound = new byte[STEP_MS * BYTES_PER_MS];
    Arrays.fill(sound, value);
    return "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
        + Base64.getEncoder().encodeToString(sound)
        + "\"}";
  }

  /** Begins, on the loop of the socket. */
  void start() {
    socket.frameHandler(this::came);
    socket.closeHandler(
        closed -> {
          if (!over) {
            over = true;
            measured.lost.incrementAndGet();
          }
        });
    send(ITEM);
    startNanos = System.nanoTime();
    step();
  }

  private void send(String text) {
    socket.writeFrame(WebSocketFrame.textFrame(text, true));
  }

  /** Every 40 ms from the beginning, however late the one before was. */
  private void step() {
    if (over) {
      return;
    }
    long now = System.nanoTime();
    long due = startNanos + steps * STEP_MS * 1_000_000L;
    measured.behind.add(Math.max(0, now - due));
    long inRoundMs = (steps + offsetSteps) * STEP_MS % ROUND_MS;
    boolean speaks = inRoundMs < SPEECH_MS;
    send(speaks ? LOUD : QUIET);
    if (speaks) {
      silentNanos = now;
      firstNanos = 0;
    }
    steps++;
    if (steps % STEPS_PER_PROBE == offsetSteps % STEPS_PER_PROBE && probedNanos == 0) {
      probedNanos = now;
      send(PROBE);
    }
    long nextMs = (due + STEP_MS * 1_000_000L - System.nanoTime()) / 1_000_000;
    vertx.setTimer(Math.max(1, nextMs), fired -> step());
  }

  /** The server puts an event into one frame, and its type first: no text is made of most. */
  private void came(WebSocketFrame frame) {
    if (!frame.isText()) {
      return;
    }
    Buffer event = frame.binaryData();
    String begins = event.getString(0, Math.min(event.length(), LONGEST_TYPE));
    if (begins.startsWith(typed("response.output_audio.delta"))) {
      delta(event.length());
    } else if (begins.startsWith(typed("conversation.item.retrieved"))) {
      measured.appends.add(System.nanoTime() - probedNanos);
      probedNanos = 0;
    } else if (begins.startsWith(typed("error"))) {
      measured.errors.incrementAndGet();
    } else if (begins.startsWith(typed("response.done"))) {
      JsonObject response = new JsonObject(event).getJsonObject("response");
      if (response.getString("status").equals("completed")) {
        measured.answers.incrementAndGet();
      }
    }
  }

  private static String typed(String type) {
    return "{\"type\":\"" + type + "\"";
  }

  private void delta(int length) {
    long now = System.nanoTime();
    if (firstNanos == 0) {
      firstNanos = now;
      sentMs = 0;
      if (silentNanos != 0) {
        measured.response.add(now - silentNanos);
      }
    } else {
      if (sentMs > AHEAD_MS) {
        measured.gaps.add(now - lastNanos);
      }
      measured.late.add(Math.max(0, now - firstNanos - (long) (sentMs * 1e6)));
    }
    lastNanos = now;
    sentMs += Math.max(0, length - AROUND_DELTA) * 3 / 4 / (double) BYTES_PER_MS;
  }

  /** Ends. */
  void close() {
    over = true;
    io.vertx.core.Future<Void> unused = socket.close();
  }
}
