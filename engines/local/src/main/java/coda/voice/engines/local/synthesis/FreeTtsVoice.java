package coda.voice.engines.local.synthesis;

import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Utterance;
import com.sun.speech.freetts.UtteranceProcessor;
import com.sun.speech.freetts.Voice;
import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sound.sampled.AudioFormat;
import org.jspecify.annotations.Nullable;

/** A FreeTTS voice, which can speak one sentence at a time, with its sound caught on the way. */
final class FreeTtsVoice {
  static final String NAME = "kevin16";
  static final int SAMPLE_RATE = 16_000;

  /** It speaks at about -22 dBFS; this brings it to -20. */
  private static final double GAIN = 1.25;

  private final Voice voice;
  private final Catcher catcher = new Catcher();

  FreeTtsVoice() {
    Voice found = null;
    for (Voice candidate : new KevinVoiceDirectory().getVoices()) {
      found = candidate.getName().equals(NAME) ? candidate : found;
    }
    if (found == null) {
      throw new IllegalStateException("FreeTTS has no voice " + NAME);
    }
    voice = found;
    voice.setAudioPlayer(catcher);
    voice.allocate();
    @SuppressWarnings("unchecked") // FreeTTS is older than generics
    List<UtteranceProcessor> processors = voice.getUtteranceProcessors();
    processors.add(this::words);
  }

  /** Speaks a sentence to its end, or until it is over. */
  void speak(Speech speech) {
    voice.setDurationStretch((float) (1 / speech.request().rate()));
    catcher.begin(speech);
    try {
      voice.speak(SpeakableText.of(speech.request().text()));
      catcher.deliver(speech, catcher.shaper.finish());
    } finally {
      catcher.speech = null;
    }
  }

  void close() {
    voice.deallocate();
  }

  /** Called by FreeTTS when the times of an utterance are known, before its sound is made. */
  private void words(Utterance utterance) {
    Speech speech = catcher.speech;
    Relation tokens = utterance.getRelation(Relation.TOKEN);
    if (speech == null || tokens == null) {
      return;
    }
    String text = speech.request().text().toLowerCase(Locale.ROOT);
    for (Item token = tokens.getHead(); token != null; token = token.getNext()) {
      String written = String.valueOf(token).toLowerCase(Locale.ROOT);
      int at = text.indexOf(written, catcher.searchFrom);
      double start = start(token);
      if (at >= 0 && start >= 0) {
        catcher.searchFrom = at + written.length();
        catcher.marks.add(new Mark(at, Math.round((catcher.spokenSeconds + start) * SAMPLE_RATE)));
      }
    }
    Item last = utterance.getRelation(Relation.SEGMENT).getTail();
    catcher.spokenSeconds += last == null ? 0 : last.getFeatures().getFloat("end");
  }

  /** When a token's first sound begins, in seconds of its utterance; -1 when it has none. */
  private static double start(Item token) {
    Item word = token.getDaughter();
    Item inStructure = word == null ? null : word.getItemAs(Relation.SYLLABLE_STRUCTURE);
    Item syllable = inStructure == null ? null : inStructure.getDaughter();
    Item phone = syllable == null ? null : syllable.getDaughter();
    Item segment = phone == null ? null : phone.getItemAs(Relation.SEGMENT);
    if (segment == null) {
      return -1;
    }
    Item before = segment.getPrevious();
    return before == null ? 0 : before.getFeatures().getFloat("end");
  }

  private record Mark(int textOffset, long sample) {}

  /** Receives the sound: 16-bit samples, the high byte first. */
  private static final class Catcher implements AudioPlayer {
    private SpeechShaper shaper = new SpeechShaper(SAMPLE_RATE, GAIN);
    private volatile @Nullable Speech speech;
    private final Queue<Mark> marks = new ConcurrentLinkedQueue<>();
    private double spokenSeconds;
    private int searchFrom;
    private AudioFormat format = new AudioFormat(SAMPLE_RATE, 16, 1, true, true);

    void begin(Speech next) {
      shaper = new SpeechShaper(SAMPLE_RATE, GAIN);
      spokenSeconds = 0;
      searchFrom = 0;
      marks.clear();
      speech = next;
    }

    /** Words wait for the first sound: only then is it known how much silence was taken off. */
    void deliver(Speech listener, short[] samples) {
      if (samples.length == 0) {
        return;
      }
      for (Mark mark = marks.poll(); mark != null; mark = marks.poll()) {
        listener.word(mark.textOffset(), Math.max(0, mark.sample() - shaper.dropped()));
      }
      listener.audio(samples);
    }

    @Override
    public boolean write(byte[] audio) {
      return write(audio, 0, audio.length);
    }

    @Override
    public boolean write(byte[] bytes, int offset, int size) {
      Speech listener = speech;
      if (listener == null || listener.isOver()) {
        return false;
      }
      short[] samples = new short[size / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (bytes[offset + 2 * i] << 8 | (bytes[offset + 2 * i + 1] & 0xff));
      }
      deliver(listener, shaper.shape(samples, samples.length));
      return true;
    }

    @Override
    public void setAudioFormat(AudioFormat audioFormat) {
      format = audioFormat;
    }

    @Override
    public AudioFormat getAudioFormat() {
      return format;
    }

    @Override
    public boolean drain() {
      return true;
    }

    @Override
    public boolean end() {
      return true;
    }

    @Override
    public void pause() {
      // nothing is played
    }

    @Override
    public void resume() {
      // nothing is played
    }

    @Override
    public void reset() {
      // nothing is played
    }

    @Override
    public void begin(int size) {
      // the sound comes in write
    }

    @Override
    public void cancel() {
      // write refuses when the sentence is over
    }

    @Override
    public void close() {
      // nothing is open
    }

    @Override
    public float getVolume() {
      return 1;
    }

    @Override
    public void setVolume(float volume) {
      // the level is set in the shaper
    }

    @Override
    public long getTime() {
      return 0;
    }

    @Override
    public void resetTime() {
      // nobody asks for the time
    }

    @Override
    public void startFirstSampleTimer() {
      // nobody asks for the time
    }

    @Override
    public void showMetrics() {
      // there are none
    }
  }
}
