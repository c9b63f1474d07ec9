package coda.voice.testkit.play;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.SessionLoop;
import coda.voice.conversation.SessionLoop.Cancellable;
import coda.voice.engine.Capacity.Permit;
import coda.voice.engine.DuplexModel;
import coda.voice.engine.EngineBusyException;
import coda.voice.engine.EngineException;
import coda.voice.testkit.engines.ScriptedEngine;
import coda.voice.testkit.scenario.DuplexManner;
import coda.voice.testkit.scenario.DuplexScript;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A duplex model that says what the scenario says, 80 ms at a time, each word with its own sample
 * value. It hears words, not noise, and answers after the last of them.
 */
final class ScenarioDuplex extends ScriptedEngine implements DuplexModel {
  /** Its sound comes in pieces of this length, in ms. */
  private static final int PIECE_MS = 80;

  private static final int PIECE = Sound.RATE / 1000 * PIECE_MS;

  /** Pieces of a word. */
  private static final int PIECES_PER_WORD = 4;

  /** So many pieces of silence are told after the last word; nobody asks for more. */
  private static final int TRAIL = 14;

  private static final long USUALLY_AFTER_MS = 200;
  private static final long REPLACED_AFTER_MS = 1_000;

  private final SessionLoop loop;
  private final VoicedWords words;
  private final Deque<Optional<DuplexScript.Answers>> script = new ArrayDeque<>();
  private @Nullable Stream open;
  private long opensAfterMs = 20;
  private int busy;
  private int failing;
  private boolean reachable = true;
  private int opened;

  ScenarioDuplex(SessionLoop loop, VoicedWords words) {
    super("scenario-duplex", 100);
    this.loop = loop;
    this.words = words;
  }

  void prepare(DuplexScript given) {
    switch (given) {
      case DuplexScript.Answers g -> script.add(Optional.of(g));
      case DuplexScript.KeepsSilent g -> script.add(Optional.empty());
      case DuplexScript.OpensAfter g -> opensAfterMs = g.ms();
      case DuplexScript.IsBusy g -> busy = g.times();
      case DuplexScript.FailsAsItOpens g -> failing = g.times();
      case DuplexScript.CannotBeReached g -> reachable = false;
    }
  }

  void reachable(boolean is) {
    reachable = is;
  }

  void says(String text, List<DuplexManner> manners) {
    if (open != null) {
      open.say(new DuplexScript.Answers(text, manners));
    }
  }

  void dies() {
    if (open != null) {
      open.fail();
    }
  }

  void isLost(long ms) {
    if (open != null) {
      open.replace(ms);
    }
  }

  /** How often it was opened. */
  int opened() {
    return opened;
  }

  @Override
  public int sampleRate() {
    return Sound.RATE;
  }

  @Override
  public Set<String> languages() {
    return Set.of("en");
  }

  @Override
  public DuplexStream open(DuplexRequest request, DuplexListener listener) {
    if (!reachable) {
      throw EngineException.unavailable(name(), "scenario");
    }
    if (busy > 0) {
      busy--;
      throw new EngineBusyException(name(), 1);
    }
    opened++;
    Stream stream = new Stream(listener, capacity().acquire());
    open = stream;
    stream.begin();
    return stream;
  }

  private final class Stream implements DuplexStream {
    private final DuplexListener listener;
    private final Permit permit;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private Cancellable opening = () -> {};
    private Cancellable answer = () -> {};
    private Cancellable tick = () -> {};
    private boolean ticking;
    private boolean live;
    private boolean over;
    private boolean yields;
    private boolean listening;
    private Optional<DuplexScript.Answers> next = Optional.empty();

    Stream(DuplexListener listener, Permit permit) {
      this.listener = listener;
      this.permit = permit;
    }

    void begin() {
      opening = loop.schedule(opensAfterMs, this::ready);
    }

    private void ready() {
      if (failing > 0) {
        failing--;
        fail();
      } else {
        live = true;
        listener.onReady();
      }
    }

    void replace(long ms) {
      if (over || !live) {
        return;
      }
      hush();
      live = false;
      listener.onLost("scenario");
      opening = loop.schedule(ms, this::ready);
    }

    void fail() {
      if (!over) {
        close();
        listener.onFailure(EngineException.failed(name(), new IllegalStateException("scenario")));
      }
    }

    @Override
    public void close() {
      over = true;
      live = false;
      hush();
      opening.cancel();
      permit.close();
      if (open == this) {
        open = null;
      }
    }

    /** It says nothing more, and has not heard what it was told. */
    private void hush() {
      answer.cancel();
      tick.cancel();
      ticking = false;
      listening = false;
      next = Optional.empty();
      pieces.clear();
    }

    @Override
    public void hear(AudioFrame frame) {
      if (!live || Sound.word(frame.samples()[0]) < 0) {
        return;
      }
      answer.cancel();
      boolean speaks = pieces.stream().anyMatch(piece -> piece.of() != null);
      if (speaks && yields) {
        fallSilent();
        speaks = false;
      }
      if (!listening && !speaks) {
        listening = true;
        next = script.isEmpty() ? Optional.empty() : script.remove();
      }
      next.ifPresent(said -> answer = loop.schedule(after(said.manners()), () -> answers(said)));
    }

    private static long after(List<DuplexManner> manners) {
      return manners.stream()
          .filter(DuplexManner.After.class::isInstance)
          .mapToLong(manner -> ((DuplexManner.After) manner).ms())
          .findFirst()
          .orElse(USUALLY_AFTER_MS);
    }

    private void answers(DuplexScript.Answers said) {
      listening = false;
      next = Optional.empty();
      say(said);
    }

    void say(DuplexScript.Answers said) {
      if (!live) {
        return;
      }
      while (!pieces.isEmpty() && pieces.getLast().of() == null) {
        pieces.removeLast();
      }
      lay(said);
      silence();
      if (!ticking) {
        ticking = true;
        step();
      }
    }

    private void lay(DuplexScript.Answers said) {
      boolean worded = true;
      boolean inPieces = false;
      int stop = Integer.MAX_VALUE;
      Runnable end = () -> {};
      yields = false;
      for (DuplexManner manner : said.manners()) {
        switch (manner) {
          case DuplexManner.After m -> {}
          case DuplexManner.WithoutWords m -> worded = false;
          case DuplexManner.InPieces m -> inPieces = true;
          case DuplexManner.Yields m -> yields = true;
          case DuplexManner.Stalls m -> stop = m.words();
          case DuplexManner.Dies m -> {
            stop = m.words();
            end = this::fail;
          }
          case DuplexManner.IsLost m -> {
            stop = m.words();
            end = () -> replace(REPLACED_AFTER_MS);
          }
        }
      }
      String[] all = said.text().split(" ");
      for (int i = 0; i < all.length && i < stop; i++) {
        word(all[i], worded, inPieces);
      }
      if (stop <= all.length) {
        pieces.add(new Piece(null, new short[PIECE], List.of(), end));
      }
    }

    private void word(String word, boolean worded, boolean inPieces) {
      short[] sound = words.sings(worded ? word : "", PIECE * PIECES_PER_WORD);
      int middle = inPieces ? Math.max(1, word.length() / 2) : word.length();
      for (int i = 0; i < PIECES_PER_WORD; i++) {
        String text =
            !worded
                ? ""
                : i == 0 ? " " + word.substring(0, middle) : i == 2 ? word.substring(middle) : "";
        short[] samples = new short[PIECE];
        System.arraycopy(sound, i * PIECE, samples, 0, PIECE);
        pieces.add(new Piece(sound, samples, text.isEmpty() ? List.of() : List.of(text), () -> {}));
      }
    }

    /** The word that is being said is the last. */
    private void fallSilent() {
      Piece present = pieces.peek();
      pieces.removeIf(piece -> present == null || piece.of() != present.of());
      silence();
    }

    private void silence() {
      for (int i = 0; i < TRAIL; i++) {
        pieces.add(new Piece(null, new short[PIECE], List.of(), () -> {}));
      }
    }

    private void step() {
      Piece piece = pieces.poll();
      if (piece == null) {
        ticking = false;
        return;
      }
      tick = loop.schedule(PIECE_MS, this::step);
      listener.onAudio(piece.samples());
      piece.text().forEach(listener::onText);
      piece.then().run();
    }
  }

  /** A piece of a word's sound or of silence, the text told with it, and what happens after it. */
  private record Piece(short @Nullable [] of, short[] samples, List<String> text, Runnable then) {}
}
