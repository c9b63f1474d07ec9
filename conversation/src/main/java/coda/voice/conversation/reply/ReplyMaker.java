package coda.voice.conversation.reply;

import coda.voice.conversation.playback.SpeechTrack;
import coda.voice.engine.EngineChange;
import coda.voice.engine.EngineException;
import coda.voice.engine.LanguageModel.AnswerListener;
import coda.voice.engine.LanguageModel.AnswerRequest;
import coda.voice.engine.LanguageModel.Dialogue;
import coda.voice.engine.LanguageModel.Generation;
import coda.voice.engine.TokenCount;
import coda.voice.engine.Tool.ToolCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes one answer: the language model's words become sentences, each sentence is spoken while the
 * next is being written, and the audio waits in a {@link SpeechTrack}.
 *
 * <p>Speech is made at most {@link #ENOUGH_AHEAD_MS} ahead of what was sent: {@link #more} asks for
 * the next sentence when the track runs low. Engines call back on their own threads; everything
 * here happens on the session's loop.
 */
public final class ReplyMaker implements ReplySource {
  /** No further sentence is spoken while this much audio waits. */
  static final long ENOUGH_AHEAD_MS = 5_000;

  /** An answer longer than this, in characters, is ended there: nobody listens for ten minutes. */
  static final int MAX_ANSWER = 8_000;

  private final Executor loop;
  private final ReplyWatcher watcher;
  private final Optional<ReplyVoice> voice;
  private final SpeechTrack track;
  private final SentenceSplitter splitter;
  private final Consumer<ReplyMaker> task;
  private final SpokenText spoken = new SpokenText();
  private final Deque<Sentence> sentences = new ArrayDeque<>();

  private @Nullable Generation generation;
  private @Nullable Dialogue apart;
  private @Nullable SentenceSpeech speech;
  private boolean guarded;
  private boolean written;
  private boolean over;
  private boolean textBegan;
  private boolean afterFirst;
  private int length;

  /**
   * A maker for one answer.
   *
   * @param loop the session's loop
   * @param voice who speaks it, or empty for an answer in text only
   * @param locale of the text
   * @param watcher told how it comes along
   * @param task what it makes: one of {@link #answer}, {@link #answerApart}, {@link #say}, {@link
   *     #play}
   */
  public ReplyMaker(
      Executor loop,
      Optional<ReplyVoice> voice,
      Locale locale,
      ReplyWatcher watcher,
      Consumer<ReplyMaker> task) {
    this.task = task;
    this.loop = loop;
    this.voice = voice;
    this.watcher = watcher;
    this.splitter = new SentenceSplitter(locale);
    this.track = new SpeechTrack(voice.map(ReplyVoice::outputRate).orElse(8_000));
  }

  @Override
  public void begin() {
    task.accept(this);
  }

  @Override
  public SpeechTrack track() {
    return track;
  }

  /**
   * Lets the language model answer.
   *
   * @param dialogue its side of the conversation
   * @param request the turn
   */
  public void answer(Dialogue dialogue, AnswerRequest request) {
    try {
      generation = dialogue.answer(request, new Words());
    } catch (EngineException e) {
      fail(e);
    }
  }

  /**
   * Lets the language model answer in a dialogue of its own, which is over with the answer.
   *
   * @param opening opens it
   * @param request what is to be answered
   */
  public void answerApart(Supplier<Dialogue> opening, AnswerRequest request) {
    try {
      Dialogue own = opening.get();
      apart = own;
      generation = own.answer(request, new Words());
    } catch (EngineException e) {
      fail(e);
    }
  }

  /**
   * Says fixed words.
   *
   * @param text what
   */
  public void say(String text) {
    write(text);
    wordsEnd();
  }

  /**
   * Says fixed words that were spoken before.
   *
   * @param text the words
   * @param rendering their sound, by this answer's voice
   */
  public void play(String text, PreparedSpeech.Rendering rendering) {
    ReplyVoice who = voice.orElseThrow();
    textBegan();
    track.beginSentence(text);
    SentenceSpeech.lay(rendering, who, track);
    written = true;
    made();
    watcher.onAudio();
  }

  @Override
  public void confirm() {
    if (generation != null) {
      generation.confirm();
    }
  }

  @Override
  public void toolResult(String callId, String result) {
    if (generation != null && !over) {
      generation.toolResult(callId, result);
    }
  }

  /** Speaks the next sentence, if there is one and the track runs low. */
  @Override
  public void more() {
    if (over || speech != null || voice.isEmpty()) {
      return;
    }
    if (track.waitingMs() >= ENOUGH_AHEAD_MS) {
      return;
    }
    Sentence sentence = sentences.poll();
    if (sentence != null) {
      speak(voice.get(), sentence);
    } else if (written) {
      made();
    }
  }

  @Override
  public void cancel() {
    over = true;
    if (generation != null) {
      generation.cancel();
    }
    if (speech != null) {
      speech.cancel();
    }
    if (apart != null) {
      apart.close();
    }
    sentences.clear();
  }

  private void write(String delta) {
    length += delta.length();
    splitter.feed(delta).forEach(this::sentence);
    if (length > MAX_ANSWER && generation != null) {
      generation.cancel();
      wordsEnd();
    }
  }

  private void wordsEnd() {
    if (written) {
      return;
    }
    flush();
    written = true;
    if (voice.isPresent()) {
      more();
    } else if (!over) {
      made();
    }
  }

  private void sentence(String piece) {
    String plain = spoken.plain(piece);
    if (plain.isEmpty() || over) {
      return;
    }
    textBegan();
    if (voice.isPresent()) {
      sentences.add(new Sentence(plain, guarded));
      more();
    } else {
      watcher.onSilentText(separated(plain));
    }
  }

  private void textBegan() {
    if (!textBegan) {
      textBegan = true;
      watcher.onTextBegan();
    }
  }

  /** What is written from here on is guarded or not; what was written before is as it was. */
  private void guard(boolean wanted) {
    if (!over && !written) {
      flush();
      guarded = wanted;
    }
  }

  /** What was written so far is said now, also if no further sentence shows that it is complete. */
  private void flush() {
    splitter.finish().forEach(this::sentence);
  }

  private String separated(String sentence) {
    String text = afterFirst ? " " + sentence : sentence;
    afterFirst = true;
    return text;
  }

  private void speak(ReplyVoice who, Sentence sentence) {
    String shown = separated(sentence.text());
    track.beginSentence(shown, sentence.guarded());
    SentenceSpeech next =
        new SentenceSpeech(
            loop,
            who,
            track,
            shown.length() - sentence.text().length(),
            new SentenceSpeech.Watcher() {
              @Override
              public void onAudio() {
                watcher.onAudio();
              }

              @Override
              public void onDone() {
                speech = null;
                watcher.onAudio();
                more();
              }

              @Override
              public void onEngineChange(EngineChange change) {
                watcher.onEngineChange(change);
              }

              @Override
              public void onFailed(EngineException failure) {
                fail(failure);
              }
            });
    speech = next;
    next.start(sentence.text());
  }

  private void made() {
    over = true;
    track.complete();
    watcher.onMade();
  }

  private void fail(EngineException failure) {
    if (!over) {
      cancel();
      watcher.onFailed(failure);
    }
  }

  /** The language model's listener: brings its words to the loop. */
  private final class Words implements AnswerListener {
    @Override
    public void onText(String delta) {
      loop.execute(
          () -> {
            if (!over && !written) {
              write(delta);
            }
          });
    }

    @Override
    public void onProtected(boolean wanted) {
      loop.execute(() -> guard(wanted));
    }

    @Override
    public void onToolCall(ToolCall call) {
      loop.execute(
          () -> {
            if (!over && !written) {
              flush();
              watcher.onToolCall(call);
            }
          });
    }

    @Override
    public void onLengthReached() {
      loop.execute(
          () -> {
            if (!over && !written) {
              watcher.onLengthReached();
            }
          });
    }

    @Override
    public void onCount(TokenCount count) {
      loop.execute(
          () -> {
            if (!over && !written) {
              watcher.onCount(count);
            }
          });
    }

    @Override
    public void onDone() {
      loop.execute(
          () -> {
            if (!over) {
              wordsEnd();
            }
          });
    }

    @Override
    public void onEngineChange(EngineChange change) {
      loop.execute(
          () -> {
            if (!over) {
              watcher.onEngineChange(change);
            }
          });
    }

    @Override
    public void onFailure(EngineException failure) {
      loop.execute(() -> fail(failure));
    }
  }

  /** A sentence to be spoken. */
  private record Sentence(String text, boolean guarded) {}
}
