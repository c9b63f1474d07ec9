package coda.voice.engines.kyutai.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;
import org.msgpack.value.Value;
import org.msgpack.value.ValueFactory;

class MessagesTest {
  private interface Fields {
    void write(MessageBufferPacker out) throws IOException;
  }

  private static byte[] packed(Fields fields) {
    try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
      fields.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<Value, Value> unpacked(byte[] message) throws IOException {
    try (MessageUnpacker in = MessagePack.newDefaultUnpacker(message)) {
      Map<Value, Value> map = in.unpackValue().asMapValue().map();
      assertThat(in.hasNext()).isFalse();
      return map;
    }
  }

  private static Value key(String name) {
    return ValueFactory.newString(name);
  }

  @Test
  void shouldWriteAudioAs32BitFloats() throws IOException {
    byte[] message = MessageWriter.audio(new short[1920]);
    assertThat(message).hasSizeBetween(1920 * 5, 1920 * 5 + 30);
    byte[] loud = MessageWriter.audio(new short[] {Short.MIN_VALUE, 0, 16384});
    var pcm = unpacked(loud).get(key("pcm")).asArrayValue();
    assertThat(pcm.get(0).asFloatValue().toFloat()).isEqualTo(-1f);
    assertThat(pcm.get(1).asFloatValue().toFloat()).isEqualTo(0f);
    assertThat(pcm.get(2).asFloatValue().toFloat()).isEqualTo(0.5f);
  }

  @Test
  void shouldWriteFlatMapsThatNameTheirType() throws IOException {
    assertThat(unpacked(MessageWriter.marker(-7)))
        .containsEntry(key("type"), key("Marker"))
        .containsEntry(key("id"), ValueFactory.newInteger(-7));
    assertThat(unpacked(MessageWriter.text("Hi there")))
        .containsEntry(key("type"), key("Text"))
        .containsEntry(key("text"), key("Hi there"));
    assertThat(unpacked(MessageWriter.endOfText()))
        .containsExactly(Map.entry(key("type"), key("Eos")));
  }

  @Test
  void shouldReadKeysInAnyOrderAndSkipUnknownOnes() {
    byte[] message =
        packed(
            out ->
                out.packMapHeader(4)
                    .packString("start_time")
                    .packFloat(0.5f)
                    .packString("new")
                    .packMapHeader(1)
                    .packString("a")
                    .packNil()
                    .packString("text")
                    .packString("hello")
                    .packString("type")
                    .packString("Word"));
    assertThat(MessageReader.read(message)).isEqualTo(new ServerMessage.Word("hello", 0.5));
  }

  @Test
  void shouldReadNumbersOfAnyWidth() {
    byte[] message =
        packed(
            out ->
                out.packMapHeader(2)
                    .packString("type")
                    .packString("Audio")
                    .packString("pcm")
                    .packArrayHeader(3)
                    .packInt(1)
                    .packFloat(0.5f)
                    .packDouble(-0.25));
    ServerMessage.Audio audio = (ServerMessage.Audio) MessageReader.read(message);
    assertThat(audio.samples()).containsExactly(1f, 0.5f, -0.25f);
  }

  @Test
  void shouldPassOverWhatItDoesNotKnow() {
    byte[] message = packed(out -> out.packMapHeader(1).packString("type").packString("Newer"));
    assertThat(MessageReader.read(message)).isEqualTo(new ServerMessage.Other("Newer"));
  }

  @Test
  void shouldNotAllocateForAnArrayThatIsNotThere() {
    byte[] message =
        packed(
            out ->
                out.packMapHeader(2)
                    .packString("type")
                    .packString("Audio")
                    .packString("pcm")
                    .packArrayHeader(Integer.MAX_VALUE));
    assertThatThrownBy(() -> MessageReader.read(message)).isInstanceOf(MessageException.class);
  }

  @Test
  void shouldMissWhatIsMissing() {
    byte[] message = packed(out -> out.packMapHeader(1).packString("type").packString("Word"));
    assertThatThrownBy(() -> MessageReader.read(message))
        .isInstanceOf(MessageException.class)
        .hasMessageContaining("'text' is missing in Word");
  }

  @Property(tries = 1_000)
  void shouldReadOrRefuseAnyBytes(@ForAll byte[] bytes) {
    try {
      assertThat(MessageReader.read(bytes)).isNotNull();
    } catch (MessageException refused) {
      assertThat(refused.code()).isEqualTo("ENGINE_PROTOCOL");
    }
  }

  @Property(tries = 300)
  void shouldReadOrRefuseMessagesCutAnywhere(@ForAll int at) {
    byte[] message =
        packed(
            out ->
                out.packMapHeader(4)
                    .packString("type")
                    .packString("Step")
                    .packString("step_idx")
                    .packLong(1L << 40)
                    .packString("prs")
                    .packArrayHeader(2)
                    .packFloat(0.1f)
                    .packFloat(0.9f)
                    .packString("buffered_pcm")
                    .packInt(1920));
    byte[] cut = Arrays.copyOf(message, Math.floorMod(at, message.length));
    assertThatThrownBy(() -> MessageReader.read(cut)).isInstanceOf(MessageException.class);
    ServerMessage.Step step = (ServerMessage.Step) MessageReader.read(message);
    assertThat(step.index()).isEqualTo(1L << 40);
    assertThat(step.pauses()).containsExactly(0.1f, 0.9f);
    assertThat(step.waitingSamples()).isEqualTo(1920);
  }
}
