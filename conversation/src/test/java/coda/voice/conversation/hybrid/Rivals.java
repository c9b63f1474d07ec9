package coda.voice.conversation.hybrid;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.FramePool;
import coda.voice.conversation.TestLoop;
import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.conversation.reply.ReplySource;
import coda.voice.conversation.reply.ReplyWatcher;
import coda.voice.conversation.routing.Answerer;
import coda.voice.conversation.routing.Route;
import coda.voice.conversation.routing.Selection;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayList;
import java.util.List;

/** A contest in a test's hands: two rivals that do as they are told, and all that came of it. */
final class Rivals {
  static final int RATE = 8_000;
  static final long TURN_ENDED = 900;

  final TestLoop loop = new TestLoop();
  final FramePool pool = new FramePool(8);
  final Rival chain = new Rival(Answerer.CHAIN, (short) 1_000);
  final Rival duplex = new Rival(Answerer.DUPLEX, (short) 2_000);

  /** What its watcher and its referee were told, in order; audio is not noted. */
  final List<String> told = new ArrayList<>();

  /** From whom each frame came that was read. */
  final List<Answerer> frames = new ArrayList<>();

  final StringBuilder shown = new StringBuilder();
  final Contest contest;
  Answerer preferred = Answerer.CHAIN;

  Rivals(Route route, boolean takesOver, Selection selection, boolean tentative) {
    contest =
        new Contest(
            new ContestPlan(route, takesOver, selection, 600, 1_000, 3_000),
            tentative,
            TURN_ENDED,
            loop,
            (who, watcher) -> rival(who).watchedBy(watcher),
            new Judge(),
            new Hearer());
  }

  private Rival rival(Answerer who) {
    return who == Answerer.CHAIN ? chain : duplex;
  }

  Rivals begin() {
    contest.begin();
    return this;
  }

  Rivals pass(long ms) {
    loop.pass(ms);
    return this;
  }

  /** Reads what there is, up to so many frames. */
  Rivals read(int upTo) {
    for (int i = 0; i < upTo && contest.track().frameReady(); i++) {
      AudioFrame frame = contest.track().read(pool);
      frames.add(frame.samples()[0] >= 2_000 ? Answerer.DUPLEX : Answerer.CHAIN);
      frame.release();
      contest.track().nextBegunSentence().ifPresent(shown::append);
    }
    return this;
  }

  long ends() {
    return told.stream().filter(t -> t.equals("made") || t.startsWith("failed")).count();
  }

  /** One of the two. */
  static final class Rival implements ReplySource {
    final Answerer who;
    private final short sample;
    private final SpeechTrack track = new SpeechTrack(RATE);
    private ReplyWatcher watcher = new Idle();
    boolean failsAtOnce;
    boolean speaksAtOnce;
    boolean asked;
    boolean cancelled;
    boolean over;
    int confirmed;
    final List<String> results = new ArrayList<>();
    int words;

    private Rival(Answerer who, short sample) {
      this.who = who;
      this.sample = sample;
    }

    private Rival watchedBy(ReplyWatcher who) {
      watcher = who;
      return this;
    }

    /** Whether it may say anything. */
    boolean works() {
      return asked && !cancelled && !over;
    }

    void text() {
      watcher.onTextBegan();
    }

    /** A word of 100 ms. */
    void word() {
      track.beginSentence((words == 0 ? "" : " ") + who.name().charAt(0) + words++);
      short[] samples = new short[RATE / 10];
      java.util.Arrays.fill(samples, sample);
      track.write(samples);
      track.endSentence();
      watcher.onAudio();
    }

    void made() {
      over = true;
      track.complete();
      watcher.onMade();
    }

    void fails() {
      over = true;
      watcher.onFailed(EngineException.unavailable(who.name(), "test"));
    }

    void callsTool() {
      watcher.onToolCall(new ToolCall("call_1", "order", "{}"));
    }

    @Override
    public void begin() {
      asked = true;
      if (failsAtOnce) {
        fails();
      }
      if (speaksAtOnce) {
        word();
      }
    }

    @Override
    public SpeechTrack track() {
      return track;
    }

    @Override
    public void more() {}

    @Override
    public void confirm() {
      confirmed++;
    }

    @Override
    public void toolResult(String callId, String result) {
      results.add(callId + "=" + result);
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** Nobody. */
  private static final class Idle implements ReplyWatcher {
    @Override
    public void onTextBegan() {}

    @Override
    public void onSilentText(String text) {}

    @Override
    public void onToolCall(ToolCall call) {}

    @Override
    public void onEngineChange(EngineChange change) {}

    @Override
    public void onAudio() {}

    @Override
    public void onMade() {}

    @Override
    public void onFailed(EngineException failure) {}
  }

  private final class Judge implements Referee {
    @Override
    public Verdict better(Entry one, Entry other) {
      told.add("compared " + one.text() + "/" + other.text());
      return new Verdict(preferred, "preferred");
    }

    @Override
    public void heard(Answerer who, String why) {
      told.add(who + ": " + why);
    }

    @Override
    public void failed(Answerer who) {
      told.add(who + " let down");
    }
  }

  private final class Hearer implements ReplyWatcher {
    @Override
    public void onTextBegan() {
      told.add("text");
    }

    @Override
    public void onSilentText(String text) {
      told.add("silent");
    }

    @Override
    public void onToolCall(ToolCall call) {
      told.add("tool");
    }

    @Override
    public void onEngineChange(EngineChange change) {
      told.add("changed to " + change.to());
    }

    @Override
    public void onAudio() {}

    @Override
    public void onMade() {
      told.add("made");
    }

    @Override
    public void onFailed(EngineException failure) {
      told.add("failed");
    }
  }
}
