package coda.voice.engine.ladder;

import coda.voice.audio.FramePool;
import coda.voice.engine.Recognizer;
import java.util.List;
import java.util.Set;

/**
 * Recognisers in the order in which they are asked.
 *
 * <p>An utterance is handed on until its first words were delivered: what was said so far is kept
 * ({@link LadderSettings#memoryMs()} at most) and played to the next recogniser as fast as it takes
 * it. When more than that was said without a word understood, the failure goes through, because the
 * rest of an utterance can mean something else than the whole. A recogniser's own view of a pause
 * counts from its first words on.
 *
 * <p>The ladder has the rate and the languages of its first recogniser; sound is resampled for the
 * others, and one that does not know an utterance's language is passed over. It goes by the name of
 * its first recogniser. Its {@link #capacity()} counts utterances: as many at once as all
 * recognisers carry together.
 */
public final class RecognizerLadder extends EngineLadder<Recognizer> implements Recognizer {
  private static final int KEPT_FRAMES = 64;

  /** Conversations that were told of a change and not yet of its end; more are forgotten. */
  private static final int MOST_TOLD = 4_096;

  private final FramePool frames = new FramePool(KEPT_FRAMES);
  private final ToldConversations told = new ToldConversations(MOST_TOLD);

  /**
   * A ladder; {@link #warmUp} makes it work. It owns the engines and closes them.
   *
   * @param recognizers the first one first, at least one
   * @param settings how it behaves
   * @param clock its time; not closed by the ladder
   */
  public RecognizerLadder(
      List<Recognizer> recognizers, LadderSettings settings, LadderClock clock) {
    super(new Rungs<>("recognizer", recognizers, settings, clock));
  }

  @Override
  public int sampleRate() {
    return rungs.first().sampleRate();
  }

  @Override
  public Set<String> languages() {
    return rungs.first().languages();
  }

  @Override
  public boolean tellsPartials() {
    return rungs.first().tellsPartials();
  }

  @Override
  public Recognition open(RecognitionRequest request, RecognitionListener listener) {
    RecognitionWork work =
        new RecognitionWork(
            rungs, frames, request, listener, rung -> told.set(request.conversationId(), rung));
    work.start();
    return work;
  }

  /** Frames of sound that are out: zero while nobody speaks. For tests. */
  long framesOut() {
    return frames.leased();
  }
}
