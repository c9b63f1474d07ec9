package coda.voice.server.cli;

import coda.voice.conversation.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the journal of a server that talks once; gone when closed. */
final class JournalFolder implements AutoCloseable {
  private final Path folder;

  private JournalFolder(Path folder) {
    this.folder = folder;
  }

  static JournalFolder create() throws IOException {
    return new JournalFolder(Files.createTempDirectory("coda-journal"));
  }

  /** What makes a server record there, as {@code key=value}. */
  List<String> settings() {
    return List.of("conversation.journal=events", "conversation.journal_folder=" + folder);
  }

  /**
   * Gives the journal its place, where it replaces what was there. The server has been closed.
   *
   * @param target of the file
   */
  void moveOnlyJournalTo(Path target) throws IOException {
    for (Path file : files()) {
      if (file.toString().endsWith(Journals.ENDING)) {
        Files.move(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}
