package coda.voice.engine.gpu.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the stand-in is a shell script")
class NvidiaSmiTest {
  private static final long MIB = 1L << 20;
  private static final Duration GENEROUS = Duration.ofSeconds(60);

  @TempDir Path directory;

  private NvidiaSmi script(Duration deadline, String body) throws IOException {
    Path script = directory.resolve("nvidia-smi");
    Files.writeString(script, "#!/bin/sh\n" + body);
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    return new NvidiaSmi(script.toString(), deadline);
  }

  private GpuReadings says(String body) throws IOException {
    return script(GENEROUS, body).read();
  }

  @Test
  void shouldReadSeveralCardsAndLeaveOutWhatIsUnknown() throws IOException {
    GpuReadings readings =
        says(
            """
            cat <<'END'
            0, 24564, 4564, 37, 61, 215.50, NVIDIA GeForce RTX 4090
            1, 15360, 2, [N/A], 40, [Not Supported], Tesla T4, the second
            END
            """);

    assertThat(readings.cards())
        .containsExactly(
            new CardReading(
                0,
                "NVIDIA GeForce RTX 4090",
                24_564 * MIB,
                4_564 * MIB,
                OptionalInt.of(37),
                OptionalInt.of(61),
                OptionalDouble.of(215.5)),
            new CardReading(
                1,
                "Tesla T4, the second",
                15_360 * MIB,
                2 * MIB,
                OptionalInt.empty(),
                OptionalInt.of(40),
                OptionalDouble.empty()));
    assertThat(readings.detail()).startsWith("read through ");
  }

  @Test
  void shouldAskForNumbersWithoutUnits() throws IOException {
    says("printf '%s\\n' \"$@\" > \"$(dirname \"$0\")/arguments\"");

    assertThat(Files.readAllLines(directory.resolve("arguments")))
        .containsExactly(
            "--query-gpu=index,memory.total,memory.used,utilization.gpu,temperature.gpu,power.draw,name",
            "--format=csv,noheader,nounits");
  }

  @Test
  void shouldLeaveOutACardThatHidesItsMemory() throws IOException {
    assertThat(says("echo '0, [N/A], [N/A], 1, 2, 3, Orin'").present()).isFalse();
  }

  @Test
  void shouldSayWhatItSaidWhenItFails() throws IOException {
    assertThat(says("echo 'NVIDIA-SMI has failed: no driver'; exit 9").detail())
        .endsWith("nvidia-smi ended with 9: NVIDIA-SMI has failed: no driver");
    assertThat(says("exit 3").detail()).endsWith("ended with 3: it said nothing");
  }

  @Test
  void shouldNotTakeGarbageForACard() throws IOException {
    assertThat(says("echo 'hello, world'").detail()).endsWith("shows no card: hello, world");
    assertThat(says("echo '0, -5, 1e9, a, b, c, d'").present()).isFalse();
    assertThat(says("head -c 1000000 /dev/urandom").present()).isFalse();
    assertThat(says("").detail()).endsWith("it said nothing");
  }

  @Test
  void shouldNotWaitForAProgramThatHangs() throws IOException {
    GpuReadings readings =
        script(Duration.ofMillis(300), "echo $$ > \"$0.pid\"; sleep 600; echo late").read();

    assertThat(readings.detail()).endsWith("did not answer within 300 ms");
    long process = Long.parseLong(Files.readString(directory.resolve("nvidia-smi.pid")).strip());
    await().until(() -> ProcessHandle.of(process).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void shouldSayThatItIsNotThere() {
    assertThat(new NvidiaSmi(directory.resolve("none").toString(), GENEROUS).read().detail())
        .endsWith("cannot be run: it is not on this machine");
  }
}
