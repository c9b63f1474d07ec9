package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.protocol.ProtocolException;
import coda.voice.protocol.coda.BinaryFrame.Kind;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryFrameTest {
  @Property(tries = 1000)
  void shouldReadBackWhatItWrites(
      @ForAll Kind kind,
      @ForAll boolean last,
      @ForAll @IntRange(max = 0xFFFF) int stream,
      @ForAll @LongRange(max = 0xFFFF_FFFFL) long sequence,
      @ForAll @LongRange(max = Long.MAX_VALUE) long timestamp,
      @ForAll byte[] payload) {
    BinaryFrame frame =
        new BinaryFrame(kind, last, stream, sequence, timestamp, ByteBuffer.wrap(payload));
    assertThat(BinaryFrame.decode(frame.encode())).isEqualTo(frame);
    assertThat(frame.bytes()).isEqualTo(payload);
  }

  @Test
  void shouldBeLittleEndian() {
    byte[] bytes =
        new BinaryFrame(
                Kind.REPLY,
                true,
                0x0102,
                0x03040506L,
                0x0708090a0b0c0d0eL,
                ByteBuffer.wrap(new byte[] {0x55}))
            .encode();
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("02010201060504030e0d0c0b0a09080755");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "01",
        "010000000000000000000000000000",
        "00000000000000000000000000000000",
        "03000000000000000000000000000000",
        "010000000000000000000000000000ff",
      })
  void shouldRefuseWhatIsNoFrame(String hex) {
    ProtocolException e =
        catchThrowableOfType(
            ProtocolException.class, () -> BinaryFrame.decode(HexFormat.of().parseHex(hex)));
    assertThat(e.code()).isEqualTo("PROTOCOL_BINARY_FRAME");
  }

  @Test
  void shouldIgnoreFlagsOfTheFuture() {
    byte[] bytes = new byte[BinaryFrame.HEADER_BYTES];
    bytes[0] = 1;
    bytes[1] = (byte) 0xFE;
    assertThat(BinaryFrame.decode(bytes).last()).isFalse();
  }

  @Test
  void shouldNotMoveTheBufferItReads() {
    ByteBuffer buffer = ByteBuffer.allocate(40);
    buffer.put(10, (byte) 2).position(10).limit(30);
    BinaryFrame frame = BinaryFrame.decode(buffer);
    assertThat(frame.kind()).isEqualTo(Kind.REPLY);
    assertThat(frame.payload().remaining()).isEqualTo(4);
    assertThat(buffer.position()).isEqualTo(10);
  }
}
