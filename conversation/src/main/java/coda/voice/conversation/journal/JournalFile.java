package coda.voice.conversation.journal;

import coda.voice.audio.AudioFrame;
import coda.voice.conversation.journal.Journal.Line;
import coda.voice.conversation.journal.Journal.Opening;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Writes a journal, compressed, and the sound beside it. One thread at a time. */
final class JournalFile implements AutoCloseable {
  private final OutputStream out;
  private final SoundFiles microphone;
  private final SoundFiles reply;
  private boolean unflushed;

  /** Which side a sound is of. */
  enum Side {
    MICROPHONE,
    REPLY
  }

  /**
   * Begins a journal.
   *
   * @param out where its bytes go; closed with this
   * @param opening how the session begins
   * @param folder where sound goes
   * @param name of the files, without ending
   */
  JournalFile(OutputStream out, Opening opening, Path folder, String name) throws IOException {
    this.out = new BufferedOutputStream(new GZIPOutputStream(out, 1 << 13, true));
    this.microphone = new SoundFiles(folder, name + "-microphone");
    this.reply = new SoundFiles(folder, name + "-reply");
    text(Journal.MAGIC + Journal.VERSION);
    write(opening);
    flush();
  }

  /**
   * Creates a file that did not exist: when it does, the name gets a number.
   *
   * @param folder where
   * @param name of the file, without ending
   * @param opening how the session begins
   */
  static JournalFile create(Path folder, String name, Opening opening) throws IOException {
    for (int number = 1; ; number++) {
      String free = name + (number == 1 ? "" : "-" + number);
      try {
        return new JournalFile(
            Files.newOutputStream(
                folder.resolve(free + Journals.ENDING),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE),
            opening,
            folder,
            free);
      } catch (FileAlreadyExistsException e) {
        // The next number is tried.
      }
    }
  }

  void write(Line line) throws IOException {
    text(RecordWriter.line((Record) line));
  }

  /**
   * Appends sound to its own file.
   *
   * @param side whose
   * @param atMs when, ms of session time
   * @param frame borrowed for the call
   * @throws coda.voice.audio.AudioException {@code AUDIO_IO}
   */
  void write(Side side, long atMs, AudioFrame frame) throws IOException {
    SoundFiles files = side == Side.REPLY ? reply : microphone;
    Optional<Journal.Sound> begun = files.write(atMs, frame);
    if (begun.isPresent()) {
      write(begun.get());
    }
  }

  private void text(String line) throws IOException {
    out.write(line.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    unflushed = true;
  }

  /** What was written so far can be read, whatever happens to this process. */
  void flush() throws IOException {
    if (unflushed) {
      out.flush();
      unflushed = false;
    }
  }

  @Override
  public void close() throws IOException {
    try (out;
        microphone;
        reply) {
      flush();
    }
  }
}
