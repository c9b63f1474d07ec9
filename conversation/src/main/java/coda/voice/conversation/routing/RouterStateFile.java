package coda.voice.conversation.routing;

import static coda.voice.conversation.routing.RoutingError.ROUTING_STATE_INVALID;
import static coda.voice.conversation.routing.RoutingError.ROUTING_STATE_IO;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file that keeps what was learned over a restart: short lines of text that hold numbers and no
 * words of anybody. It is replaced as a whole, so that it is always either the old or the new one.
 * Blocks while it reads and writes. One thread at a time.
 */
public final class RouterStateFile {
  private static final int MOST_SET_ASIDE = 100;

  private final Path file;

  /**
   * A file, which need not exist.
   *
   * @param file where; its folder is made when it is first saved
   */
  public RouterStateFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /**
   * What was read.
   *
   * @param state what was learned; fresh when there was no file, or none that can be understood
   * @param problem what is wrong with the file that was there, to be told to the operator; it says
   *     where the file was put
   */
  public record Loaded(RouterState state, Optional<RoutingStateException> problem) {}

  /**
   * Reads the file. One that cannot be understood is set aside under another name, never
   * overwritten.
   *
   * @throws RoutingStateException {@code ROUTING_STATE_IO} when it cannot be read or set aside at
   *     all
   */
  public Loaded load() {
    try {
      return new Loaded(RouterStateText.read(Files.readAllLines(file, UTF_8)), Optional.empty());
    } catch (NoSuchFileException e) {
      return new Loaded(RouterState.FRESH, Optional.empty());
    } catch (CharacterCodingException e) {
      return damaged(new RoutingStateException(ROUTING_STATE_INVALID, "It is not text", e));
    } catch (RoutingStateException e) {
      return damaged(e);
    } catch (IOException e) {
      throw io("cannot be read", e);
    }
  }

  private Loaded damaged(RoutingStateException problem) {
    Path aside = setAside();
    return new Loaded(
        RouterState.FRESH,
        Optional.of(
            new RoutingStateException(
                problem.error(),
                "What the router had learned cannot be used: "
                    + file
                    + ": "
                    + problem.getMessage()
                    + ". It was set aside as "
                    + aside
                    + "; the router learns from the beginning.",
                problem)));
  }

  private Path setAside() {
    try {
      for (int number = 1; number <= MOST_SET_ASIDE; number++) {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + number);
        try {
          return Files.move(file, aside);
        } catch (FileAlreadyExistsException e) {
          // The next number is tried.
        }
      }
    } catch (IOException e) {
      throw io("is damaged and cannot be set aside", e);
    }
    throw new RoutingStateException(
        ROUTING_STATE_IO,
        file
            + " is damaged, and there are "
            + MOST_SET_ASIDE
            + " damaged ones already. Remove them.",
        null);
  }

  /**
   * Replaces the file.
   *
   * @param state what was learned
   * @throws RoutingStateException {@code ROUTING_STATE_IO} when it cannot be written; the old file
   *     is then as it was
   */
  public void save(RouterState state) {
    Path next = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.resolveSibling(".").normalize());
      Files.write(next, RouterStateText.write(state), UTF_8);
      // The name may only point to it once its bytes are on the disk.
      try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw io("cannot be written", e);
    }
  }

  private RoutingStateException io(String what, IOException cause) {
    return new RoutingStateException(
        ROUTING_STATE_IO,
        "What the router has learned: " + file + " " + what + " (" + cause + ")",
        cause);
  }
}
