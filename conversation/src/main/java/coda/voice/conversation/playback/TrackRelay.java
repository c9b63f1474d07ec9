package coda.voice.conversation.playback;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * One answer out of several tracks, one after the other: what is said by whom does not matter to
 * whoever sends it, and all of it is on the record.
 *
 * <p>Parts meet at the borders of frames: where one ends, its last frame is filled up with silence.
 */
public final class TrackRelay implements ReplyTrack {
  private final List<SpeechTrack> parts = new ArrayList<>();
  private int current;
  private int announcing;
  private boolean blankBefore;
  private boolean complete;

  /**
   * Another part follows when those before it were read.
   *
   * @param next at the same rate as the others
   */
  public void then(SpeechTrack next) {
    parts.add(next);
  }

  private Optional<SpeechTrack> reading() {
    while (current < parts.size() - 1 && parts.get(current).exhausted()) {
      current++;
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(parts.get(current));
  }

  @Override
  public boolean frameReady() {
    return reading().filter(SpeechTrack::frameReady).isPresent();
  }

  @Override
  public AudioFrame read(FramePool pool) {
    return reading().orElseThrow().read(pool);
  }

  @Override
  public Optional<String> nextBegunSentence() {
    while (announcing < parts.size()) {
      Optional<String> text = parts.get(announcing).nextBegunSentence();
      if (text.isPresent()) {
        boolean first = blankBefore;
        blankBefore = false;
        return first ? text.map(TrackRelay::separated) : text;
      }
      if (announcing == current) {
        break;
      }
      // All there is to be told of a part that was read; what a word of it grew by at last, too.
      announcing++;
      blankBefore = true;
    }
    return Optional.empty();
  }

  private static String separated(String text) {
    return text.isEmpty() || Character.isWhitespace(text.charAt(0)) ? text : " " + text;
  }

  @Override
  public void complete() {
    complete = true;
    parts.forEach(SpeechTrack::complete);
  }

  /** No further part follows; the last one ends by itself. */
  public void last() {
    complete = true;
  }

  @Override
  public boolean exhausted() {
    return complete && reading().map(SpeechTrack::exhausted).orElse(true);
  }

  @Override
  public long waitingMs() {
    return parts.stream().skip(current).mapToLong(SpeechTrack::waitingMs).sum();
  }

  @Override
  public double readMs() {
    double ms = 0;
    for (int i = 0; i < parts.size(); i++) {
      ms += i < current ? wholeFrames(parts.get(i)) : parts.get(i).readMs();
    }
    return ms;
  }

  @Override
  public String heardText(long playedMs) {
    StringBuilder heard = new StringBuilder();
    eachPart(playedMs, (part, ms) -> append(heard, part.heardText(ms)));
    return heard.toString().strip();
  }

  @Override
  public boolean guarded(long playedMs) {
    boolean[] any = {false};
    eachPart(playedMs, (part, ms) -> any[0] |= part.guarded(ms));
    return any[0];
  }

  @Override
  public boolean exact(long playedMs) {
    boolean[] all = {true};
    eachPart(playedMs, (part, ms) -> all[0] &= part.exact(ms));
    return all[0];
  }

  @Override
  public String allText() {
    StringBuilder all = new StringBuilder();
    parts.forEach(part -> append(all, part.allText()));
    return all.toString().strip();
  }

  private static void append(StringBuilder text, String more) {
    if (!more.isEmpty()) {
      text.append(' ').append(more.strip());
    }
  }

  /** Goes through the parts with the position inside each; one not begun yet has none. */
  private void eachPart(long playedMs, PartVisitor visitor) {
    double before = 0;
    for (int i = 0; i < parts.size(); i++) {
      SpeechTrack part = parts.get(i);
      long inside = Math.round(playedMs - before);
      if (i < current) {
        double length = wholeFrames(part);
        // The silence a part was filled up with belongs to its last word.
        visitor.visit(part, inside >= length ? Long.MAX_VALUE / 100_000 : inside);
        before += length;
      } else if (inside >= 0 || i == 0) {
        visitor.visit(part, Math.max(0, inside));
        before += part.readMs();
      }
    }
  }

  private static double wholeFrames(SpeechTrack part) {
    ToDoubleFunction<SpeechTrack> frames = p -> p.readMs() / FramePool.FRAME_MS;
    return Math.ceil(frames.applyAsDouble(part)) * FramePool.FRAME_MS;
  }

  /** Looks at one part. */
  private interface PartVisitor {
    void visit(SpeechTrack part, long positionMs);
  }
}
