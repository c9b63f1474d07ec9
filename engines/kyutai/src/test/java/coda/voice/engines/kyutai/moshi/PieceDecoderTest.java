package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PieceDecoderTest {
  private final PieceDecoder decoder = new PieceDecoder();

  private String take(String piece) {
    byte[] bytes = ("\u0002" + piece).getBytes(StandardCharsets.UTF_8);
    return decoder.take(bytes, 1);
  }

  @Test
  void shouldHandOnPiecesAsTheyAre() {
    assertThat(take(" Hel")).isEqualTo(" Hel");
    assertThat(take("lo,")).isEqualTo("lo,");
    assertThat(take(" caf\u00e9")).isEqualTo(" caf\u00e9");
    assertThat(take("")).isEmpty();
  }

  @Test
  void shouldPutCharactersTogetherFromTheirBytes() {
    assertThat(take("<0xC3>")).isEmpty();
    assertThat(take("<0xA9>")).isEqualTo("\u00e9");
    assertThat(take("<0xF0><0x9F>")).isEmpty();
    assertThat(take("<0x98>")).isEmpty();
    assertThat(take("<0x80>!")).isEqualTo("\ud83d\ude00!");
    assertThat(take("<0x0A>")).isEqualTo("\n");
  }

  @Test
  void shouldReplaceWhatIsNoCharacter() {
    assertThat(take("<0xC3>")).isEmpty();
    assertThat(take(" yes")).isEqualTo("\ufffd yes");
    assertThat(take("<0xFF>")).isEqualTo("\ufffd");
  }

  @Test
  void shouldLeaveAloneWhatOnlyLooksLikeAByte() {
    assertThat(take("<0xZZ> <0x4> <0x41")).isEqualTo("<0xZZ> <0x4> <0x41");
  }

  @Property
  void shouldGiveTheTextHoweverItsBytesAreSpread(
      @ForAll @StringLength(max = 40) String raw, @ForAll long seed) {
    String text = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    PieceDecoder fresh = new PieceDecoder();
    Random random = new Random(seed);
    StringBuilder read = new StringBuilder();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; ) {
      StringBuilder piece = new StringBuilder();
      for (int i = random.nextInt(4); i >= 0 && at < bytes.length; i--) {
        piece.append("<0x%02X>".formatted(bytes[at++]));
      }
      read.append(fresh.take(piece.toString().getBytes(StandardCharsets.UTF_8), 0));
    }

    assertThat(read.toString()).isEqualTo(text);
  }
}
