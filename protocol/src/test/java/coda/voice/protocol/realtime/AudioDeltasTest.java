package coda.voice.protocol.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The fast way to write audio against the slow one. */
class AudioDeltasTest {
  private static String withoutId(String json) {
    return json.replaceFirst("event_\\w{21}", "event_1");
  }

  @Property(tries = 500)
  void shouldWriteWhatTheSlowWayWrites(
      @ForAll @Size(max = 100) byte[] audio,
      @ForAll String responseId,
      @ForAll String itemId,
      @ForAll int index,
      @ForAll Dialect dialect) {
    RealtimeWriter writer = new RealtimeWriter(dialect);
    PartIds ids = new PartIds(responseId, itemId, index, index + 1);

    byte[] message = writer.audioDeltas(ids).message(audio, 0, audio.length);

    assertThat(Mapping.tree(withoutId(new String(message, StandardCharsets.UTF_8))))
        .isEqualTo(
            Mapping.tree(
                withoutId(
                    writer
                        .write(new ServerEvent.OutputAudioDelta(ids, new AudioBytes(audio)))
                        .orElseThrow())));
  }

  @Test
  void shouldWriteAPieceInAPlace() {
    AudioDeltas deltas = new RealtimeWriter(Dialect.GA).audioDeltas(Examples.IDS);
    byte[] target = new byte[deltas.size(4) + 10];

    int end = deltas.write(new byte[] {9, 1, 2, 3, 4, 9}, 1, 4, target, 5);

    assertThat(end).isEqualTo(5 + deltas.size(4));
    assertThat(new String(Arrays.copyOfRange(target, 5, end), StandardCharsets.UTF_8))
        .matches(
            "\\{\"type\":\"response.output_audio.delta\",\"event_id\":\"event_\\w{21}\","
                + "\"response_id\":\"resp_1\",\"item_id\":\"item_2\",\"output_index\":0,"
                + "\"content_index\":1,\"delta\":\"AQIDBA==\"}");
    assertThat(Arrays.copyOf(target, 5)).containsOnly(0);
    assertThat(Arrays.copyOfRange(target, end, target.length)).containsOnly(0);
  }

  @Test
  void shouldRefuseTooLittleRoom() {
    AudioDeltas deltas = new RealtimeWriter(Dialect.GA).audioDeltas(Examples.IDS);
    byte[] target = new byte[deltas.size(4) - 1];
    assertThatThrownBy(() -> deltas.write(new byte[4], 0, 4, target, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(target).containsOnly(0);
    assertThatThrownBy(() -> deltas.message(new byte[4], 2, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldBeCalledAsTheDialectCallsIt() {
    assertThat(
            new String(
                new RealtimeWriter(Dialect.BETA)
                    .audioDeltas(Examples.IDS)
                    .message(new byte[0], 0, 0),
                StandardCharsets.UTF_8))
        .startsWith("{\"type\":\"response.audio.delta\",")
        .endsWith("\"delta\":\"\"}");
  }
}
