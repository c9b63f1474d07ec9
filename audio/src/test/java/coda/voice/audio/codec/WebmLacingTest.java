package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class WebmLacingTest {
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();

  private WebmLacingTest begin(int flags, int frames) {
    block.reset(); // one object serves all tries
    block.write(flags);
    block.write(frames - 1);
    return this;
  }

  private void assertLengths(List<Integer> lengths) {
    int offset = block.size();
    lengths.forEach(length -> block.writeBytes(new byte[length]));
    byte[] bytes = block.toByteArray();
    List<Integer> read = new ArrayList<>();
    List<Integer> offsets = new ArrayList<>();

    assertThat(
            WebmLacing.read(
                bytes,
                0,
                bytes.length,
                (at, length) -> {
                  offsets.add(at);
                  read.add(length);
                }))
        .isTrue();

    assertThat(read).isEqualTo(lengths);
    assertThat(offsets.getFirst()).isEqualTo(offset);
  }

  @Property(tries = 100)
  void shouldReadLengthsAsXiphWritesThem(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1_500) Integer> lengths) {
    begin(0x02, lengths.size());
    for (int length : lengths.subList(0, lengths.size() - 1)) {
      int left = length;
      for (; left >= 255; left -= 255) {
        block.write(255);
      }
      block.write(left);
    }
    assertLengths(lengths);
  }

  @Property(tries = 100)
  void shouldReadLengthsAsDifferences(
      @ForAll @Size(min = 1, max = 20) List<@IntRange(max = 1_500) Integer> lengths) {
    begin(0x06, lengths.size());
    for (int i = 0; i < lengths.size() - 1; i++) {
      int value = i == 0 ? lengths.get(0) : lengths.get(i) - lengths.get(i - 1) + 0x1F_FF;
      block.write(0x40 | value >> 8);
      block.write(value);
    }
    assertLengths(lengths);
  }

  @Property(tries = 50)
  void shouldDivideEvenly(
      @ForAll @IntRange(min = 1, max = 20) int frames, @ForAll @IntRange(max = 500) int length) {
    begin(0x04, frames);
    assertLengths(Collections.nCopies(frames, length));
  }

  @Property(tries = 500)
  void shouldTellNoFramesThatAreNotInTheBlock(
      @ForAll @Size(min = 2, max = 40) byte[] bytes, @ForAll @IntRange(max = 3) int kind) {
    bytes[0] = (byte) (kind << 1);
    int[] sum = {0};
    boolean whole =
        WebmLacing.read(
            bytes,
            0,
            bytes.length,
            (at, length) -> {
              assertThat(at + length).isLessThanOrEqualTo(bytes.length);
              assertThat(length).isNotNegative();
              sum[0] += length;
            });
    assertThat(sum[0]).isLessThan(bytes.length);
    assertThat(whole || sum[0] == 0).isTrue();
  }
}
