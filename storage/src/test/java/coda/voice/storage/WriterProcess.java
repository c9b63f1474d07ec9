package coda.voice.storage;

import static coda.voice.storage.Samples.ANNA;
import static coda.voice.storage.Samples.sitting;
import static coda.voice.storage.Samples.turn;

import coda.voice.ErrorCode;
import coda.voice.conversation.store.ConversationKeeper.Fate;
import coda.voice.conversation.store.Sitting;
import coda.voice.conversation.store.SittingTurn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/** A process of its own that stores turns one after the other, and says which are stored. */
final class WriterProcess implements AutoCloseable {
  private static final int AHEAD = 16;

  private final Process process;
  private final BufferedReader lines;
  private int last;

  WriterProcess(Path folder) throws IOException {
    this(folder, "unlimited");
  }

  /**
   * One whose files cannot grow beyond a size, as on a disk that is full.
   *
   * @param blocks of the shell's ulimit -f
   */
  WriterProcess(Path folder, String blocks) throws IOException {
    process =
        new ProcessBuilder(
                "/bin/sh",
                "-c",
                "ulimit -f " + blocks + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
            .start();
    lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** The number of the next turn that is stored. */
  int nextStored() throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith("stored ")) {
      line = lines.readLine();
    }
    if (line == null) {
      throw new IOException("the process ended");
    }
    return Integer.parseInt(line.split(" ")[1]);
  }

  /** Waits until it says that it cannot store any more, and why; what it stored before counts. */
  String trouble() throws IOException {
    String line;
    while ((line = lines.readLine()) != null) {
      if (line.matches("stored \\d+ end")) {
        last = Integer.parseInt(line.split(" ")[1]);
      } else if (line.startsWith("trouble ")) {
        return line.substring("trouble ".length());
      }
    }
    throw new IOException("the process ended");
  }

  /** The last one that was stored. */
  int last() {
    return last;
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    // Process.destroyForcibly would close the stream that still has lines in it.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** What it said before it was killed and nobody has read yet. */
  int lastStored(int before) throws IOException {
    int last = before;
    String line;
    while ((line = lines.readLine()) != null) {
      // The last line may have been cut in the middle.
      if (line.matches("stored \\d+ end")) {
        last = Integer.parseInt(line.split(" ")[1]);
      }
    }
    return last;
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }

  /** Writes for ever. */
  public static void main(String[] args) throws InterruptedException {
    StoreKeeper keeper =
        StoreKeeper.start(
            DatabaseConversationStore.open(
                new Database.File(Path.of(args[0])), StoreSettings.DEFAULTS),
            KeeperSettings.DEFAULTS,
            new SimpleMeterRegistry());
    keeper.watch(
        trouble ->
            trouble.ifPresent(
                why -> {
                  System.out.println("trouble " + why.code());
                  System.out.flush();
                }));
    Sitting sitting = sitting(ANNA, "c1");
    Semaphore ahead = new Semaphore(AHEAD);
    Fate fate =
        new Fate() {
          @Override
          public void stored(SittingTurn turn) {
            System.out.println("stored " + turn.turn().number() + " end");
            System.out.flush();
            ahead.release();
          }

          @Override
          public void dropped(SittingTurn turn, ErrorCode why) {
            System.exit(1);
          }
        };
    for (int i = 1; ; i++) {
      ahead.acquire();
      keeper.keep(turn(sitting, i), fate);
    }
  }
}
