package coda.voice.engines.local.synthesis;

import coda.voice.engine.EngineException;
import com.sun.speech.freetts.FreeTTSSpeakable;
import com.sun.speech.freetts.FreeTTSSpeakableImpl;
import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.OutputQueue;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import com.sun.speech.freetts.relp.LPCResult;
import java.util.Arrays;
import java.util.List;

/** One {@code kevin16}, used by one thread at a time, on which all of its work is done. */
final class KevinVoice {
  static final String NAME = "kevin16";
  static final int SAMPLE_RATE = 16_000;

  private static final float WORDS_PER_MINUTE = 150;

  private final Voice voice;

  KevinVoice() {
    voice =
        Arrays.stream(new KevinVoiceDirectory().getVoices())
            .filter(candidate -> candidate.getName().equals(NAME))
            .findFirst()
            .orElseThrow(
                () -> EngineException.unavailable(FreeTtsSynthesizer.NAME, "no voice " + NAME));
    // With a queue at hand it starts no output thread; without one it plays on the caller's.
    voice.setOutputQueue(new OutputQueue());
    try {
      voice.allocate();
    } catch (Error e) { // what FreeTTS makes of an IOException
      throw EngineException.failed(FreeTtsSynthesizer.NAME, e);
    }
    clearOutputQueue();
  }

  @SuppressWarnings("NullAway") // null means: play on the caller's thread
  private void clearOutputQueue() {
    voice.setOutputQueue(null);
  }

  /**
   * Speaks a text.
   *
   * @param text not silent
   * @param rate speed, 1 is normal
   * @param job ends the work early
   * @param output takes the sound
   */
  void speak(SpeakableText text, double rate, SpeechJob job, SpeechOutput output) {
    WordMarks marks = new WordMarks(text, output);
    voice.setRate((float) (WORDS_PER_MINUTE * rate));
    voice.setAudioPlayer(new OutputPlayer(output));
    List<UtteranceProcessor> processors = processors();
    processors.add(marks);
    try {
      if (!voice.speak(speakable(text, job)) && !job.isOver()) {
        throw new IllegalStateException("FreeTTS gave up on a sentence");
      }
    } finally {
      processors.remove(marks);
    }
    output.end();
  }

  @SuppressWarnings("unchecked") // declared before generics; holds processors only
  private List<UtteranceProcessor> processors() {
    return voice.getUtteranceProcessors();
  }

  private static FreeTTSSpeakable speakable(SpeakableText text, SpeechJob job) {
    return new FreeTTSSpeakableImpl(text.text()) {
      @Override
      public synchronized boolean isCompleted() {
        return job.isOver();
      }

      @Override
      public synchronized boolean waitCompleted() {
        return true; // everything has happened on this thread already
      }
    };
  }

  /** Finds where words begin, after the durations are known and before anything is played. */
  private static final class WordMarks implements UtteranceProcessor {
    private final SpeechOutput output;
    private final WordFinder words;

    WordMarks(SpeakableText text, SpeechOutput output) {
      this.output = output;
      this.words = new WordFinder(text);
    }

    @Override
    public void processUtterance(Utterance utterance) {
      Relation tokens = utterance.getRelation(Relation.TOKEN);
      if (tokens == null || !(utterance.getObject("target_lpcres") instanceof LPCResult sound)) {
        return;
      }
      for (Item token = tokens.getHead(); token != null; token = token.getNext()) {
        int word = words.next(String.valueOf(token.getFeatures().getString("name")));
        float start = start(token);
        if (word >= 0 && start >= 0) {
          output.mark(word, output.position() + sample(sound, start));
        }
      }
    }

    /** Seconds into the utterance at which the first sound of a token begins; −1 if it has none. */
    private static float start(Item token) {
      for (Item word = token.getDaughter(); word != null; word = word.getNext()) {
        Item structure = word.getItemAs(Relation.SYLLABLE_STRUCTURE);
        Item syllable = structure == null ? null : structure.getDaughter();
        Item sound = syllable == null ? null : syllable.getDaughter();
        if (sound != null) {
          Item before = sound.getItemAs(Relation.SEGMENT).getPrevious();
          return before == null ? 0 : before.getFeatures().getFloat("end");
        }
      }
      return -1;
    }

    /** Pitch periods are as long as they were recorded, not as planned: count what is played. */
    private static long sample(LPCResult sound, float seconds) {
      int planned = Math.round(seconds * SAMPLE_RATE);
      int[] times = sound.getTimes();
      int[] sizes = sound.getResidualSizes();
      long played = 0;
      for (int i = 0; i < sound.getNumberOfFrames() && times[i] < planned; i++) {
        played += sizes[i];
      }
      return played;
    }

    @Override
    public String toString() {
      return "word marks";
    }
  }
}
