package coda.voice.testkit.engines;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionLoop;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * A duplex model in the session's time: for every 80 ms it hears it says 80 ms, silence or the next
 * word of what the test wants it to say, some time after it heard speech end. It also can be busy,
 * be lost and come back, and fail.
 */
public final class ScriptedDuplexModel extends ScriptedEngine implements DuplexModel {
  /** Sound of a word, in ms. */
  public static final int WORD_MS = 320;

  private static final int RATE = 24_000;
  private static final int STEP = 1_920;
  private static final int STEP_MS = 80;
  private static final double LOUD = 500;

  private final SessionLoop loop;
  private final Deque<Says> script = new ArrayDeque<>();
  private final List<Stream> streams = new ArrayList<>();
  private long readyAfterMs = 20;
  private boolean unreachable;

  /**
   * A model that says nothing until told otherwise.
   *
   * @param loop whose time it lives in
   */
  public ScriptedDuplexModel(SessionLoop loop) {
    super("scripted-duplex", 1000);
    this.loop = loop;
  }

  /**
   * What it says after the next speech it hears: a word each {@value #WORD_MS} ms.
   *
   * @param text what
   * @param afterMs from the end of speech to the first sound; negative to speak over the user
   */
  public ScriptedDuplexModel says(String text, long afterMs) {
    script.add(new Says(text, afterMs));
    return this;
  }

  /** It begins to speak now, whatever it hears. */
  public void speaks(String text) {
    streams.getLast().speak(text);
  }

  /** From now on no stream can be opened, or can again. */
  public ScriptedDuplexModel unreachable(boolean is) {
    unreachable = is;
    return this;
  }

  /** How long it takes to answer the door, in ms. */
  public ScriptedDuplexModel readyAfter(long ms) {
    readyAfterMs = ms;
    return this;
  }

  /** The stream opened last is lost for good. */
  public void dies() {
    streams.getLast().end(true);
  }

  /** The stream opened last is lost, and replaced after some time by one that knows nothing. */
  public void isReplacedAfter(long ms) {
    streams.getLast().replace(ms);
  }

  /** Streams that are open. */
  public int openStreams() {
    return capacity().inUse();
  }

  /** How many streams were opened in all. */
  public int opened() {
    return streams.size();
  }

  /** Sound heard by the stream opened last, in ms. */
  public long heardMs() {
    return streams.getLast().heard * 1000 / RATE;
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public DuplexStream open(DuplexRequest request, DuplexListener listener) {
    if (unreachable) {
      throw EngineException.unavailable(name(), "scripted");
    }
    Stream stream = new Stream(listener, capacity().acquire());
    streams.add(stream);
    loop.schedule(readyAfterMs, stream::ready);
    return stream;
  }

  private record Says(String text, long afterMs) {}

  private final class Stream implements DuplexStream {
    private final DuplexListener listener;
    private final Permit permit;
    private final Deque<String> words = new ArrayDeque<>();
    private long heard;
    private long answered;
    private long loudUntil = -1;
    private long speakAt = -1;
    private String next = "";
    private int stepsLeft;
    private boolean live;
    private boolean over;

    Stream(DuplexListener listener, Permit permit) {
      this.listener = listener;
      this.permit = permit;
    }

    void ready() {
      if (!over) {
        live = true;
        listener.onReady();
      }
    }

    void replace(long ms) {
      live = false;
      words.clear();
      stepsLeft = 0;
      listener.onLost("scripted");
      loop.schedule(ms, this::ready);
    }

    @Override
    public void hear(AudioFrame frame) {
      if (!live || over) {
        return;
      }
      heard += frame.length();
      if (loud(frame)) {
        loudUntil = heard;
        if (speakAt < 0 && !script.isEmpty()) {
          speakAt = Long.MAX_VALUE;
        }
      } else if (speakAt == Long.MAX_VALUE) {
        speakAt = loudUntil + script.peek().afterMs() * RATE / 1000;
      }
      while (live && !over && heard - answered >= STEP) {
        answered += STEP;
        step();
      }
    }

    private static boolean loud(AudioFrame frame) {
      double sum = 0;
      for (int i = 0; i < frame.length(); i++) {
        sum += Math.abs(frame.samples()[i]);
      }
      return sum / Math.max(1, frame.length()) > LOUD;
    }

    private void step() {
      if (speakAt >= 0 && speakAt != Long.MAX_VALUE && heard >= speakAt) {
        speakAt = -1;
        speak(script.remove().text());
      }
      String said = "";
      if (stepsLeft == 0 && !words.isEmpty()) {
        said = words.remove();
        stepsLeft = WORD_MS / STEP_MS;
      }
      short[] samples = new short[STEP];
      if (stepsLeft > 0) {
        stepsLeft--;
        for (int i = 0; i < STEP; i++) {
          samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * 200 * i / RATE));
        }
      }
      listener.onAudio(samples);
      if (!said.isEmpty() && !over) {
        listener.onText(said);
      }
    }

    void speak(String text) {
      for (String word : text.split(" ")) {
        words.add(" " + word);
      }
    }

    void end(boolean failed) {
      if (!over) {
        over = true;
        permit.close();
        if (failed) {
          listener.onFailure(EngineException.failed(name(), new IllegalStateException("scripted")));
        }
      }
    }

    @Override
    public void close() {
      end(false);
    }
  }
}
