package coda.voice.protocol.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import coda.voice.protocol.ProtocolException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioTextTest {
  @Property(tries = 500)
  void shouldReadBackWhatItWrites(@ForAll byte[] bytes) {
    for (AudioEncoding encoding : new AudioEncoding[] {AudioEncoding.HEX, AudioEncoding.BASE64}) {
      assertThat(AudioText.decode(encoding, AudioText.encode(encoding, bytes))).isEqualTo(bytes);
    }
  }

  @Property(tries = 1000)
  void shouldRefuseAnythingElseWithItsCode(@ForAll @StringLength(max = 12) String text) {
    for (AudioEncoding encoding : AudioEncoding.values()) {
      try {
        assertThat(AudioText.decode(encoding, text).length).isLessThanOrEqualTo(text.length());
      } catch (ProtocolException e) {
        assertThat(e.code()).isEqualTo("PROTOCOL_AUDIO_ENCODING");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "HEX, abc, cut off",
    "HEX, 0g, at 1",
    "HEX, ١١, no hex digit",
    "BASE64, AAA, cut off",
    "BASE64, A=AA, not base64",
    "BASE64, AA_-, not base64",
    "BINARY, 00, binary frames were agreed",
  })
  void shouldSayWhatIsWrong(AudioEncoding encoding, String text, String why) {
    ProtocolException e =
        catchThrowableOfType(ProtocolException.class, () -> AudioText.decode(encoding, text));
    assertThat(e.code()).isEqualTo("PROTOCOL_AUDIO_ENCODING");
    assertThat(e).hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "00FFab, 3"})
  void shouldReadHexOfEitherCase(String text, int bytes) {
    assertThat(AudioText.decode(AudioEncoding.HEX, text)).hasSize(bytes);
  }

  @org.junit.jupiter.api.Test
  void shouldNotPutBinaryAudioIntoText() {
    assertThatThrownBy(() -> AudioText.encode(AudioEncoding.BINARY, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
