package coda.voice.protocol.realtime;

import static coda.voice.protocol.realtime.AppendReader.NOT_PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast way to read audio against the slow one. */
class AppendReaderTest {
  private static final String[] SPACE = {"", "", "", " ", "\n", "\t ", "\r\n  "};
  private static final String NOISE = "{}[]\":,\\/=Aaz09+-_ \u0000é";

  private final AppendReader fast = new AppendReader();
  private final RealtimeReader slow = new RealtimeReader(Dialect.GA);

  private byte[] read(String json) {
    byte[] message = json.getBytes(StandardCharsets.UTF_8);
    byte[] around = new byte[message.length + 20];
    Arrays.fill(around, (byte) '"');
    System.arraycopy(message, 0, around, 7, message.length);
    byte[] target = new byte[AppendReader.room(message.length)];
    int count = fast.read(around, 7, message.length, target);
    return count == NOT_PLAIN ? new byte[] {NOT_PLAIN} : Arrays.copyOf(target, count);
  }

  private static boolean isNotPlain(byte[] read) {
    return read.length == 1 && read[0] == NOT_PLAIN;
  }

  private static String append(Random random, byte[] audio) {
    String text = Base64.getEncoder().encodeToString(audio);
    if (random.nextInt(4) == 0) {
      text = text.replace("/", "\\/");
    }
    List<String> fields =
        new ArrayList<>(
            List.of(
                field(random, "type", "input_audio_buffer.append"), field(random, "audio", text)));
    if (random.nextBoolean()) {
      fields.add(field(random, "event_id", "evt " + random.nextInt()));
    }
    Collections.shuffle(fields, random);
    return space(random) + "{" + String.join(",", fields) + "}" + space(random);
  }

  private static String field(Random random, String name, String value) {
    return space(random)
        + '"'
        + name
        + '"'
        + space(random)
        + ':'
        + space(random)
        + '"'
        + value
        + '"'
        + space(random);
  }

  private static String space(Random random) {
    return SPACE[random.nextInt(SPACE.length)];
  }

  @Property(tries = 2000)
  void shouldReadEveryPlainAppend(@ForAll long seed, @ForAll @Size(max = 200) byte[] audio) {
    byte[] read = read(append(new Random(seed), audio));
    assertThat(read).isEqualTo(audio);
  }

  @Property(tries = 5000)
  void shouldReadWhatTheSlowWayReadsOrLeaveItToIt(
      @ForAll long seed, @ForAll @Size(max = 30) byte[] audio) {
    Random random = new Random(seed);
    StringBuilder json = new StringBuilder(append(random, audio));
    for (int changes = random.nextInt(3); changes >= 0; changes--) {
      int at = random.nextInt(json.length());
      char noise = NOISE.charAt(random.nextInt(NOISE.length()));
      switch (random.nextInt(3)) {
        case 0 -> json.setCharAt(at, noise);
        case 1 -> json.insert(at, noise);
        default -> json.deleteCharAt(at);
      }
    }
    byte[] read = read(json.toString());
    if (!isNotPlain(read)) {
      assertThat(slow.read(json.toString()).event())
          .isEqualTo(new ClientEvent.InputAudioAppend(new AudioBytes(read)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"type\":\"input_audio_buffer.append\"}",
        "{\"audio\":\"AAAA\"}",
        "{\"type\":\"input_audio_buffer.commit\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":null}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAA\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"A===\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AA==AAAA\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\\u0041AAA\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\"",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\"} {}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"audio\":\"AAAA\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"more\":1}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"event_id\":null}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"event_id\":\"\\n\"}",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"event_id\":\"é\"}",
        "{\"t\\u0079pe\":\"input_audio_buffer.append\",\"audio\":\"AAAA\"}"
      })
  void shouldLeaveAllElseToTheSlowWay(String json) {
    assertThat(isNotPlain(read(json))).isTrue();
  }

  @Test
  void shouldLeaveLongIdsToTheSlowWay() {
    String json = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"AAAA\",\"event_id\":\"";
    assertThat(read(json + "e".repeat(512) + "\"}")).hasSize(3);
    assertThat(isNotPlain(read(json + "e".repeat(513) + "\"}"))).isTrue();
  }

  @Test
  void shouldReadTheLargestAppendAndNoMore() {
    byte[] audio = new byte[15 * 1024 * 1024];
    new Random(1).nextBytes(audio);
    String json =
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
            + Base64.getEncoder().encodeToString(audio);
    assertThat(Arrays.equals(read(json + "\"}"), audio)).isTrue();
    assertThat(isNotPlain(read(json + "AAAA\"}"))).isTrue();
  }

  @Test
  void shouldRefuseTooLittleRoom() {
    byte[] message = new byte[40];
    assertThatThrownBy(() -> fast.read(message, 0, 40, new byte[29]))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> fast.read(message, 1, 40, new byte[100]))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
