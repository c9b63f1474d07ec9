package coda.voice.testkit.peers.moshi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a scripted Moshi behaves: one of the three shapes, and what is to go differently. Set up by
 * one thread before the server is told; each method returns this manner.
 */
public final class MoshiManner {
  /** Steps after which the Rust backend's model ends: six minutes. */
  public static final int RUST_STEPS = 4500;

  /** Steps after which a module of {@code moshi-server} ends: five minutes and 28 seconds. */
  public static final int LM_STEPS = 4096;

  final MoshiShape shape;
  final Map<Integer, List<byte[]>> extras = new HashMap<>();
  Supplier<MoshiVoice> voice = MoshiVoice::silence;
  Optional<MoshiEnd> end = Optional.empty();
  boolean handshakes = true;
  boolean answersClose = true;
  boolean coloredText;
  boolean glued;
  int refusal;
  int handshakeMs;
  int stepMs;
  int maxSteps;
  int endAfterSteps;
  int cutBytes;
  int fragmentBytes;
  int damagedPages;
  int badPackets;
  int garbageFrom = Integer.MAX_VALUE;

  private MoshiManner(MoshiShape shape) {
    this.shape = shape;
    this.glued = shape != MoshiShape.LM;
    this.maxSteps =
        switch (shape) {
          case PYTHON -> Integer.MAX_VALUE;
          case RUST -> RUST_STEPS;
          case LM -> LM_STEPS;
        };
  }

  /**
   * A server in good order.
   *
   * @param shape which
   */
  public static MoshiManner of(MoshiShape shape) {
    return new MoshiManner(shape);
  }

  /** The Python server in good order. */
  public static MoshiManner python() {
    return of(MoshiShape.PYTHON);
  }

  /** The Rust backend in good order. */
  public static MoshiManner rust() {
    return of(MoshiShape.RUST);
  }

  /** A module of {@code moshi-server} in good order. */
  public static MoshiManner lm() {
    return of(MoshiShape.LM);
  }

  /**
   * What it says.
   *
   * @param each makes the voice of a session
   */
  public MoshiManner says(Supplier<MoshiVoice> each) {
    voice = each;
    return this;
  }

  /** Accepts connections and then says nothing at all. */
  public MoshiManner neverHandshakes() {
    handshakes = false;
    return this;
  }

  /**
   * Takes its time before the handshake.
   *
   * @param ms how long
   */
  public MoshiManner handshakesAfter(int ms) {
    handshakeMs = ms;
    return this;
  }

  /**
   * Refuses the upgrade.
   *
   * @param status HTTP status, for example 503
   */
  public MoshiManner refuses(int status) {
    refusal = status;
    return this;
  }

  /**
   * Computes for so long for every step; steps wait for one another.
   *
   * @param ms 80 and more is slower than real time
   */
  public MoshiManner computes(int ms) {
    stepMs = ms;
    return this;
  }

  /**
   * Cuts sessions after so many steps, without a close frame.
   *
   * @param steps of 80 ms
   */
  public MoshiManner cutsAfter(int steps) {
    maxSteps = steps;
    return this;
  }

  /**
   * Dies in mid-stream.
   *
   * @param how in which way
   * @param steps after how many steps
   */
  public MoshiManner ends(MoshiEnd how, int steps) {
    end = Optional.of(how);
    endAfterSteps = steps;
    return this;
  }

  /**
   * Sends an extra message before the sound of a step.
   *
   * @param step counts from 0
   * @param kind its first byte, known or unknown
   * @param payload the rest
   */
  public MoshiManner sends(int step, int kind, byte... payload) {
    byte[] message = new byte[payload.length + 1];
    message[0] = (byte) kind;
    System.arraycopy(payload, 0, message, 1, payload.length);
    extras.computeIfAbsent(step, ignored -> new ArrayList<>()).add(message);
    return this;
  }

  /** Sends its text as kind 7, with a colour. */
  public MoshiManner colorsText() {
    coloredText = true;
    return this;
  }

  /**
   * Cuts its Ogg stream into messages of this length, wherever pages begin.
   *
   * @param bytes at least 1
   */
  public MoshiManner cutsPages(int bytes) {
    cutBytes = bytes;
    return this;
  }

  /**
   * Sends messages as fragments of this length.
   *
   * @param bytes at least 1
   */
  public MoshiManner fragments(int bytes) {
    fragmentBytes = bytes;
    return this;
  }

  /**
   * Damages every n-th page, so that its checksum is wrong.
   *
   * @param every at least 2
   */
  public MoshiManner damagesPages(int every) {
    damagedPages = every;
    return this;
  }

  /**
   * Puts something that is not Opus into every n-th packet, with a right checksum.
   *
   * @param every at least 1
   */
  public MoshiManner sendsBadPackets(int every) {
    badPackets = every;
    return this;
  }

  /**
   * Sends garbage instead of sound.
   *
   * @param step from which step on
   */
  public MoshiManner sendsGarbage(int step) {
    garbageFrom = step;
    return this;
  }

  /** Never answers a close frame, nor ends TCP. */
  public MoshiManner ignoresClose() {
    answersClose = false;
    return this;
  }

  /** Input frames before the first output: the first says nothing, and Rust delays one more. */
  int firstOutputAfter() {
    return shape == MoshiShape.PYTHON ? 1 : 2;
  }

  /** Whether it is as strict about what comes in as the Rust backend. */
  boolean strict() {
    return shape == MoshiShape.RUST;
  }

  /** How many sessions it serves at once. */
  int sessions() {
    return shape == MoshiShape.PYTHON ? 1 : 1000;
  }
}
