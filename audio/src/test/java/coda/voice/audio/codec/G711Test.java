package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {
  /** ITU-T G.711 tables 2a and 2b: the ends of the segments, scaled from 14 to 16 bits. */
  @ParameterizedTest
  @CsvSource({
    "0x80, 32124",
    "0x8F, 16764",
    "0x90, 15996",
    "0x9F, 8316",
    "0xA0, 7932",
    "0xAF, 4092",
    "0xB0, 3900",
    "0xBF, 1980",
    "0xC0, 1884",
    "0xCF, 924",
    "0xD0, 876",
    "0xDF, 396",
    "0xE0, 372",
    "0xEF, 132",
    "0xF0, 120",
    "0xFE, 8",
    "0xFF, 0",
    "0x00, -32124",
    "0x10, -15996",
    "0x7E, -8",
    "0x7F, 0"
  })
  void shouldDecodeTheMuLawOfTheStandard(String code, short sample) {
    assertThat(G711.MU_LAW.decode((byte) (int) Integer.decode(code))).isEqualTo(sample);
  }

  /** ITU-T G.711 tables 1a and 1b: the ends of the segments, scaled from 13 to 16 bits. */
  @ParameterizedTest
  @CsvSource({
    "0xAA, 32256",
    "0xA5, 16896",
    "0xBA, 16128",
    "0xB5, 8448",
    "0x8A, 8064",
    "0x85, 4224",
    "0x9A, 4032",
    "0x95, 2112",
    "0xEA, 2016",
    "0xE5, 1056",
    "0xFA, 1008",
    "0xF5, 528",
    "0xCA, 504",
    "0xC5, 264",
    "0xDA, 248",
    "0xD5, 8",
    "0x55, -8",
    "0x2A, -32256",
    "0x5A, -248"
  })
  void shouldDecodeTheALawOfTheStandard(String code, short sample) {
    assertThat(G711.A_LAW.decode((byte) (int) Integer.decode(code))).isEqualTo(sample);
  }

  /** The digital milliwatt of ITU-T G.711 tables 5 and 6 is made of these codes. */
  @Test
  void shouldEncodeTheDigitalMilliwatt() {
    byte[] muLaw = {0x1E, 0x0B, 0x0B, 0x1E, (byte) 0x9E, (byte) 0x8B, (byte) 0x8B, (byte) 0x9E};
    byte[] aLaw = {0x34, 0x21, 0x21, 0x34, (byte) 0xB4, (byte) 0xA1, (byte) 0xA1, (byte) 0xB4};

    assertThat(recoded(G711.MU_LAW, muLaw)).isEqualTo(muLaw);
    assertThat(recoded(G711.A_LAW, aLaw)).isEqualTo(aLaw);
  }

  @ParameterizedTest
  @EnumSource
  void shouldEncodeWhatItDecodedToTheSameCode(G711 law) {
    for (int code = 0; code < 256; code++) {
      boolean minusZero = law == G711.MU_LAW && code == 0x7F;
      int expected = minusZero ? 0xFF : code;
      assertThat(law.encode(law.decode((byte) code)) & 0xFF)
          .as("code %x", code)
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldStayWithinHalfAQuantisationStep(G711 law) {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      int error = Math.abs(law.decode(law.encode((short) sample)) - sample);
      int magnitude = Math.abs(sample);
      // Steps double with each segment; the topmost values are clipped.
      int halfStep =
          magnitude > 32_124 ? 644 : Math.max(8, Integer.highestOneBit(magnitude + 132) / 32);
      assertThat(error).as("sample %d", sample).isLessThanOrEqualTo(halfStep);
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNeverEncodeALouderSampleAsASofterOne(G711 law) {
    int before = law.decode(law.encode(Short.MIN_VALUE));
    for (int sample = Short.MIN_VALUE + 1; sample <= Short.MAX_VALUE; sample++) {
      int now = law.decode(law.encode((short) sample));
      assertThat(now).isGreaterThanOrEqualTo(before);
      before = now;
    }
  }

  @Test
  void shouldTranscodeAStretchInsideLargerArrays() {
    short[] samples = {1, 1_000, -1_000, 1};
    byte[] codes = new byte[4];
    G711.A_LAW.encode(samples, 1, 2, codes, 1);
    short[] decoded = new short[4];
    G711.A_LAW.decode(codes, 1, 2, decoded, 2);

    assertThat(codes).startsWith(0).endsWith(0);
    assertThat(decoded).containsExactly((short) 0, (short) 0, (short) 1_008, (short) -1_008);
  }

  private static byte[] recoded(G711 law, byte[] codes) {
    short[] samples = new short[codes.length];
    law.decode(codes, 0, codes.length, samples, 0);
    byte[] again = new byte[codes.length];
    law.encode(samples, 0, samples.length, again, 0);
    return again;
  }
}
