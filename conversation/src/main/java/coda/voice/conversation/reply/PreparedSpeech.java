package coda.voice.conversation.reply;

import coda.voice.engine.EngineException;
import coda.voice.engine.Synthesizer;
import coda.voice.engine.Synthesizer.SpeechListener;
import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sentences that were spoken ahead of need, so that they can be said when an engine does not work.
 * Shared by all sessions; any thread.
 */
public final class PreparedSpeech implements AutoCloseable {
  /** More sentences than this are not kept. */
  static final int MAX_SENTENCES = 256;

  private static final Logger LOG = LoggerFactory.getLogger(PreparedSpeech.class);

  private final Synthesizer synthesizer;
  private final Map<Sentence, Optional<Rendering>> sentences = new ConcurrentHashMap<>();
  private final Set<Recording> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Nothing is prepared yet.
   *
   * @param synthesizer who speaks
   */
  public PreparedSpeech(Synthesizer synthesizer) {
    this.synthesizer = synthesizer;
  }

  /**
   * Begins to prepare a sentence, unless it is there or on its way. Returns at once. A sentence
   * that cannot be made now is tried again when it is asked for again.
   *
   * @param text at most 1,000 characters, not blank
   * @param language BCP 47
   * @param voice a voice of the synthesiser, or empty for its default
   */
  public void prepare(String text, String language, String voice) {
    Sentence sentence = new Sentence(text, language, voice);
    if (sentences.size() >= MAX_SENTENCES
        || sentences.putIfAbsent(sentence, Optional.empty()) != null) {
      return;
    }
    Recording recording = new Recording(sentence);
    running.add(recording);
    try {
      recording.spokenBy(synthesizer.speak(new SpeechRequest(text, language, voice, 1), recording));
    } catch (EngineException e) {
      recording.onFailure(e);
    }
    if (closed) {
      recording.cancel();
    }
  }

  /**
   * A sentence, if it is ready.
   *
   * @param text as it was prepared
   * @param language as it was prepared
   * @param voice as it was prepared
   */
  public Optional<Rendering> find(String text, String language, String voice) {
    return sentences.getOrDefault(new Sentence(text, language, voice), Optional.empty());
  }

  /** Stops what is being prepared. What is there can still be found. Idempotent. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Recording::cancel);
  }

  private record Sentence(String text, String language, String voice) {}

  /**
   * A spoken sentence.
   *
   * @param pieces its samples, 16-bit mono at the synthesiser's rate, in order; not to be changed
   * @param words where its words begin, if the synthesiser said so
   */
  public record Rendering(List<short[]> pieces, List<WordStart> words) {
    /** Copies the lists. */
    public Rendering {
      pieces = List.copyOf(pieces);
      words = List.copyOf(words);
    }
  }

  /**
   * A word begins.
   *
   * @param textOffset index of its first character
   * @param sample position of its first sample
   */
  public record WordStart(int textOffset, long sample) {}

  /** Keeps what the engine says; the engine calls on one thread at a time. */
  private final class Recording implements SpeechListener {
    private final Sentence sentence;
    private final List<short[]> pieces = new ArrayList<>();
    private final List<WordStart> words = new ArrayList<>();
    private @Nullable Synthesis synthesis;

    Recording(Sentence sentence) {
      this.sentence = sentence;
    }

    synchronized void spokenBy(Synthesis started) {
      synthesis = started;
    }

    synchronized void cancel() {
      running.remove(this);
      if (synthesis != null) {
        synthesis.cancel();
      }
    }

    @Override
    public synchronized void onAudio(short[] samples) {
      pieces.add(samples);
    }

    @Override
    public synchronized void onWord(int textOffset, long sample) {
      words.add(new WordStart(textOffset, sample));
    }

    @Override
    public synchronized void onDone() {
      running.remove(this);
      sentences.put(sentence, Optional.of(new Rendering(pieces, words)));
    }

    @Override
    public void onFailure(EngineException failure) {
      running.remove(this);
      LOG.warn("A sentence could not be prepared: {}", failure.getMessage());
      sentences.remove(sentence);
    }
  }
}
