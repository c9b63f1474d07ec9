package coda.voice.engine.gpu.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads cards by running {@code nvidia-smi}, for machines where the library cannot be loaded. A run
 * that takes longer than 5 s is ended, with the processes it started.
 */
public final class NvidiaSmi implements GpuProbe {
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  /** Far more than the table of the largest machine. */
  private static final int MOST_OUTPUT = 256 * 1024;

  private final String program;
  private final Duration deadline;

  /** The one on the path. */
  public NvidiaSmi() {
    this("nvidia-smi", DEADLINE);
  }

  /**
   * Another one.
   *
   * @param program its name or path
   * @param deadline how long it may run
   */
  NvidiaSmi(String program, Duration deadline) {
    this.program = program;
    this.deadline = deadline;
  }

  @Override
  public GpuReadings read() {
    Process process;
    try {
      process =
          new ProcessBuilder(
                  program, "--query-gpu=" + SmiTable.COLUMNS, "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
    } catch (IOException missing) {
      return GpuReadings.none(program + " cannot be run: it is not on this machine");
    }
    try {
      return table(process);
    } finally {
      end(process);
    }
  }

  private GpuReadings table(Process process) {
    try {
      process.getOutputStream().close();
      CompletableFuture<byte[]> output = new CompletableFuture<>();
      Thread.ofVirtual().name("nvidia-smi").start(() -> read(process.getInputStream(), output));
      byte[] bytes = output.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        return tooLong();
      }
      String text = new String(bytes, StandardCharsets.UTF_8).strip();
      if (process.exitValue() != 0) {
        return GpuReadings.none(
            program + " ended with " + process.exitValue() + ": " + SmiTable.firstLine(text));
      }
      List<CardReading> cards = SmiTable.parse(text);
      return cards.isEmpty()
          ? GpuReadings.none(program + " shows no card: " + SmiTable.firstLine(text))
          : new GpuReadings(cards, "read through " + program);
    } catch (TimeoutException slow) {
      return tooLong();
    } catch (IOException | ExecutionException e) {
      return GpuReadings.none(program + " cannot be read: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return GpuReadings.none(program + " was interrupted");
    }
  }

  private GpuReadings tooLong() {
    return GpuReadings.none(program + " did not answer within " + deadline.toMillis() + " ms");
  }

  private static void read(InputStream stream, CompletableFuture<byte[]> output) {
    try (stream) {
      output.complete(stream.readNBytes(MOST_OUTPUT));
    } catch (IOException e) {
      output.completeExceptionally(e);
    }
  }

  /** What it started keeps its output open, so that has to end too. */
  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
