package coda.voice.testkit.peers.moshi;

import coda.voice.testkit.peers.moshi.MoshiVoice.Said;
import coda.voice.testkit.peers.socket.PeerMessage;
import coda.voice.testkit.peers.socket.PeerRequest;
import coda.voice.testkit.peers.socket.PeerSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * One connection to a scripted Moshi. Its own thread reads and decodes; the model runs on another,
 * one step after the other.
 */
public final class MoshiSession {
  private static final int AUDIO = 1;
  private static final int TEXT = 2;
  private static final int METADATA = 4;
  private static final int LAST_KIND = 6;
  private static final int COLORED_TEXT = 7;

  private static final String METADATA_JSON =
      "{\"text_temperature\":0.8,\"text_topk\":250,\"audio_temperature\":0.8,\"audio_topk\":250,"
          + "\"pad_mult\":0.0,\"repetition_penalty_context\":32,\"repetition_penalty\":1.0,"
          + "\"lm_model_file\":\"/opt/models/moshi/model.safetensors\","
          + "\"mimi_model_file\":\"/opt/models/moshi/mimi.safetensors\","
          + "\"instance_name\":\"scripted\",\"build_info\":{\"git_branch\":\"main\"}}";

  private final MoshiManner manner;
  private final Semaphore seats;
  private final PeerRequest request;
  private final PeerSocket socket;
  private final LinkedBlockingQueue<short[]> input = new LinkedBlockingQueue<>();
  private final MoshiEar ear;
  private final List<Integer> kinds = Collections.synchronizedList(new ArrayList<>());
  private final List<byte[]> pings = new CopyOnWriteArrayList<>();
  private volatile boolean served;
  private volatile boolean hanging;
  private volatile boolean ended;
  private volatile int steps;
  private volatile String end = "";

  MoshiSession(MoshiManner manner, Semaphore seats, PeerRequest request, PeerSocket socket) {
    this.manner = manner;
    this.seats = seats;
    this.request = request;
    this.socket = socket;
    this.ear = new MoshiEar(manner.strict(), input::add);
    if (!manner.answersClose) {
      socket.answersClose(false);
    }
  }

  /** The query of the request. */
  public Map<String, String> query() {
    return request.query();
  }

  /** Whether the handshake was sent. */
  public boolean served() {
    return served;
  }

  /** Whether it is over and its place is free. */
  public boolean ended() {
    return ended;
  }

  /** How it ended: {@code close 1000}, {@code gone}, or what the client did wrong. */
  public String end() {
    return end;
  }

  /** How many steps the model has made, silent ones included. */
  public int steps() {
    return steps;
  }

  /** What was heard so far. */
  public MoshiHeard heard() {
    return ear.heard();
  }

  /** The kinds of messages that came, in order. */
  public List<Integer> kinds() {
    synchronized (kinds) {
      return List.copyOf(kinds);
    }
  }

  /** The payloads of pings that came. */
  public List<byte[]> pings() {
    return pings;
  }

  void run() throws IOException {
    Thread model = Thread.ofVirtual().name("scripted-moshi").start(this::model);
    try {
      Optional<PeerMessage> next = socket.next();
      while (next.isPresent()) {
        received(next.get());
        next = socket.next();
      }
      over("gone");
    } catch (IOException e) {
      over(String.valueOf(e.getMessage()));
      socket.drop();
    } finally {
      model.interrupt();
      joined(model);
      ended = true;
    }
  }

  private static void joined(Thread model) {
    try {
      model.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void over(String how) {
    if (end.isEmpty()) {
      end = how;
    }
  }

  private void received(PeerMessage message) throws IOException {
    if (hanging) {
      return;
    }
    switch (message) {
      case PeerMessage.Binary(byte[] bytes) -> message(bytes);
      case PeerMessage.Text(String text) -> {
        kinds.add(-1);
        if (manner.strict()) {
          message(text.getBytes(StandardCharsets.UTF_8));
        }
      }
      case PeerMessage.Ping(byte[] payload) -> {
        pings.add(payload);
        if (manner.strict()) {
          message(payload);
        }
      }
      case PeerMessage.Pong(byte[] payload) -> {
        if (manner.strict()) {
          message(payload);
        }
      }
      case PeerMessage.Close(int code, String reason) -> over("close " + code);
    }
  }

  private void message(byte[] bytes) throws IOException {
    if (bytes.length == 0) {
      return;
    }
    int kind = bytes[0] & 0xFF;
    kinds.add(kind);
    if (kind == AUDIO) {
      ear.hear(bytes, 1);
    } else if (kind > LAST_KIND && manner.strict()) {
      throw new IOException("kind " + kind);
    }
  }

  private void model() {
    try {
      seats.acquire();
      try {
        serve();
      } finally {
        seats.release();
      }
    } catch (InterruptedException leaving) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      over("gone");
    }
  }

  private void serve() throws IOException, InterruptedException {
    if (!manner.handshakes) {
      Thread.sleep(Long.MAX_VALUE);
    }
    Thread.sleep(manner.handshakeMs);
    MoshiMouth mouth = new MoshiMouth(manner);
    MoshiVoice voice = manner.voice.get();
    handshake(mouth);
    int limit =
        manner.shape == MoshiShape.RUST
            ? RustQuery.maxSteps(query(), manner.maxSteps)
            : manner.maxSteps;
    while (true) {
      short[] heard = input.take();
      Thread.sleep(manner.stepMs);
      int done = steps + 1;
      if (done > manner.firstOutputAfter()) {
        say(mouth, done - manner.firstOutputAfter() - 1, voice, heard);
      }
      steps = done;
      if (manner.end.isPresent() && done >= manner.endAfterSteps) {
        leave(manner.end.get());
        return;
      }
      if (done >= limit) {
        over("cut");
        socket.drop();
        return;
      }
    }
  }

  private void handshake(MoshiMouth mouth) throws IOException {
    if (manner.shape == MoshiShape.RUST) {
      send(METADATA, METADATA_JSON.getBytes(StandardCharsets.UTF_8));
    }
    send(0, new byte[manner.shape == MoshiShape.PYTHON ? 0 : 8]);
    served = true;
    if (!manner.glued) {
      send(AUDIO, mouth.headers());
    }
  }

  private void say(MoshiMouth mouth, int step, MoshiVoice voice, short[] heard) throws IOException {
    for (byte[] extra : manner.extras.getOrDefault(step, List.of())) {
      raw(extra);
    }
    Said said = voice.say(step, heard);
    for (byte[] payload : mouth.step(step, said.samples())) {
      send(AUDIO, payload);
    }
    for (String piece : said.pieces()) {
      byte[] text = piece.getBytes(StandardCharsets.UTF_8);
      if (manner.coloredText) {
        byte[] colored = new byte[text.length + 1];
        colored[0] = 3;
        System.arraycopy(text, 0, colored, 1, text.length);
        send(COLORED_TEXT, colored);
      } else {
        send(TEXT, text);
      }
    }
  }

  private void send(int kind, byte[] payload) throws IOException {
    byte[] message = new byte[payload.length + 1];
    message[0] = (byte) kind;
    System.arraycopy(payload, 0, message, 1, payload.length);
    raw(message);
  }

  private void raw(byte[] message) throws IOException {
    if (manner.fragmentBytes > 0) {
      socket.fragments(message, manner.fragmentBytes);
    } else {
      socket.binary(message);
    }
  }

  private void leave(MoshiEnd how) throws IOException, InterruptedException {
    over(how.toString());
    switch (how) {
      case DROP -> socket.drop();
      case RESET -> socket.reset();
      case CLOSE -> socket.close(1011, "");
      case HANG -> {
        hanging = true;
        socket.answersPings(false).answersClose(false);
        Thread.sleep(Long.MAX_VALUE);
      }
    }
  }
}
