package coda.voice.conversation.journal;

import coda.voice.audio.AudioFrame;
import coda.voice.audio.wav.WavWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One side's sound of a session as WAV files, one for each rate it had: {@code NAME-reply.wav},
 * {@code NAME-reply-2.wav}. Time in a file is session time since its first sample: where nothing
 * came, there is silence. Used by one thread.
 */
final class SoundFiles implements AutoCloseable {
  /** Frames come a little early or late; a longer absence is silence. */
  private static final long GAP_MS = 100;

  private final Path folder;
  private final String name;
  private int files;
  private Optional<Current> current = Optional.empty();

  /**
   * No file yet; the first frame makes it.
   *
   * @param folder where
   * @param name of the files, without number and ending
   */
  SoundFiles(Path folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  /**
   * Appends.
   *
   * @param atMs when it came, ms of session time
   * @param frame borrowed for the call
   * @return the file that begins with it, if one does
   * @throws coda.voice.audio.AudioException {@code AUDIO_IO}
   */
  Optional<Journal.Sound> write(long atMs, AudioFrame frame) {
    if (current.isPresent() && current.get().rate == frame.sampleRate()) {
      current.get().write(atMs, frame);
      return Optional.empty();
    }
    close();
    files++;
    String file = name + (files == 1 ? "" : "-" + files) + ".wav";
    Current begun = new Current(folder.resolve(file), frame.sampleRate(), atMs);
    current = Optional.of(begun);
    begun.write(atMs, frame);
    return Optional.of(new Journal.Sound(file, atMs));
  }

  @Override
  public void close() {
    Optional<Current> last = current;
    current = Optional.empty();
    last.ifPresent(file -> file.writer.close());
  }

  private static final class Current {
    private final WavWriter writer;
    private final int rate;
    private final long fromMs;
    private long samples;

    Current(Path path, int rate, long fromMs) {
      this.writer = WavWriter.create(path, rate, 1);
      this.rate = rate;
      this.fromMs = fromMs;
    }

    void write(long atMs, AudioFrame frame) {
      long missing = (atMs - fromMs) * rate / 1000 - samples;
      if (missing > GAP_MS * rate / 1000) {
        silence(missing);
      }
      writer.write(frame);
      samples += frame.length();
    }

    private void silence(long count) {
      short[] second = new short[rate];
      for (long left = count; left > 0; left -= second.length) {
        writer.write(second, 0, (int) Math.min(left, second.length));
      }
      samples += count;
    }
  }
}
