package coda.voice.conversation.journal;

import static coda.voice.conversation.journal.JournalError.JOURNAL_UNREADABLE;
import static coda.voice.conversation.journal.JournalError.JOURNAL_VERSION;

import coda.voice.conversation.journal.Journal.End;
import coda.voice.conversation.journal.Journal.Entry;
import coda.voice.conversation.journal.Journal.Incomplete;
import coda.voice.conversation.journal.Journal.Line;
import coda.voice.conversation.journal.Journal.Opening;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads journals, compressed or not. A file that was cut off, because its server was killed, is
 * read up to its last whole line.
 */
public final class JournalReader {
  private JournalReader() {}

  /**
   * Reads a file.
   *
   * @throws JournalException {@code JOURNAL_UNREADABLE} when there is no such file or it is no
   *     journal; {@code JOURNAL_VERSION} when another version wrote it; {@code JOURNAL_INVALID}
   *     naming the first line that is wrong
   */
  public static Journal read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new JournalException(JOURNAL_UNREADABLE, file + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads a stream to its end.
   *
   * @param in not closed
   * @param name for messages
   * @throws JournalException as {@link #read(Path)}
   * @throws IOException when the stream does
   */
  public static Journal read(InputStream in, String name) throws IOException {
    LineSource lines = LineSource.of(in);
    checkVersion(lines.next(), name);
    Optional<String> head = lines.next();
    if (head.isEmpty()) {
      throw new JournalException(
          JOURNAL_UNREADABLE, name + " was cut off before anything happened", null);
    }
    Opening opening = RecordReader.read(head.get(), 2, Opening.class);
    List<Entry> entries = new ArrayList<>();
    for (Optional<String> text = lines.next(); text.isPresent(); text = lines.next()) {
      switch (RecordReader.read(text.get(), Journal.line(entries.size()), Line.class)) {
        case Entry entry -> entries.add(entry);
        case End end -> {
          return new Journal(opening, entries, Optional.empty());
        }
        case Incomplete incomplete -> {
          return new Journal(opening, entries, Optional.of(incomplete.reason()));
        }
        case Opening again ->
            throw JournalException.invalid(
                Journal.line(entries.size()), "a second session begins in the same file");
      }
    }
    return new Journal(
        opening, entries, Optional.of("the file is cut off: its writer was stopped in the middle"));
  }

  private static void checkVersion(Optional<String> line, String name) {
    String first = line.orElse("");
    if (!first.startsWith(Journal.MAGIC)) {
      throw new JournalException(JOURNAL_UNREADABLE, name + " is no journal", null);
    }
    String version = first.substring(Journal.MAGIC.length());
    if (!version.equals(String.valueOf(Journal.VERSION))) {
      throw new JournalException(
          JOURNAL_VERSION,
          "Line 1: %s is of version %s; this program reads version %d"
              .formatted(name, version, Journal.VERSION),
          null);
    }
  }
}
