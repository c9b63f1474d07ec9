package coda.voice.conversation.journal;

import static coda.voice.conversation.journal.JournalError.JOURNAL_FOLDER;

import coda.voice.conversation.ConversationMode;
import coda.voice.conversation.SessionWitness;
import coda.voice.conversation.TurnSettings;
import coda.voice.conversation.journal.Journal.Opening;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Where the sessions of a server are recorded: one file each, {@code
 * FOLDER/yyyyMMdd-HHmmss-CONVERSATION.journal} with the time in UTC, or nothing at all. May be used
 * by any thread.
 */
public final class Journals implements AutoCloseable {
  /** The ending of journals. */
  public static final String ENDING = ".journal";

  /** Nothing is recorded. */
  public static final Journals OFF = new Journals(Optional.empty(), false, InstantSource.system());

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  /** How long the end of a server waits for a slow disk. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Optional<Path> folder;
  private final boolean sound;
  private final InstantSource clock;
  private final ExecutorService writers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("journal-", 0).factory());

  private Journals(Optional<Path> folder, boolean sound, InstantSource clock) {
    this.folder = folder;
    this.sound = sound;
    this.clock = clock;
  }

  /**
   * Records every session from now on.
   *
   * @param folder where; created when it is not there, for its owner alone
   * @param sound whether the sound is kept too
   * @param clock tells when a session begins
   * @throws JournalException {@code JOURNAL_FOLDER} when files cannot be made there
   */
  public static Journals in(Path folder, boolean sound, InstantSource clock) {
    try {
      if (!Files.isDirectory(folder)) {
        create(folder);
      }
      Files.delete(Files.createTempFile(folder, "journal", ".try"));
    } catch (IOException e) {
      throw new JournalException(
          JOURNAL_FOLDER, "Journals cannot be written to the folder " + folder + ": " + e, e);
    }
    return new Journals(Optional.of(folder), sound, clock);
  }

  /** What people said is nobody else's business. */
  private static void create(Path folder) throws IOException {
    Path whole = folder.toAbsolutePath();
    if (whole.getParent() != null) {
      Files.createDirectories(whole.getParent());
    }
    if (whole.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          whole,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(whole);
    }
  }

  /**
   * Records a session that begins now. Nothing is written before it takes its first step.
   *
   * @param conversationId which
   * @param turns the times of turn-taking it begins with
   */
  public SessionWitness open(String conversationId, TurnSettings turns) {
    if (folder.isEmpty()) {
      return SessionWitness.NONE;
    }
    Opening opening =
        new Opening(conversationId, clock.instant(), ConversationMode.FULL_DUPLEX, turns);
    return new JournalWriter(opening, folder.get(), name(opening), sound, writers);
  }

  private static String name(Opening opening) {
    return TIME.format(opening.startedAt())
        + "-"
        + opening.conversationId().replaceAll("[^A-Za-z0-9_.-]", "_");
  }

  /**
   * Waits until the journals of sessions that have ended are written, for a few seconds at most.
   * Blocks.
   */
  @Override
  public void close() {
    writers.shutdown();
    try {
      writers.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
