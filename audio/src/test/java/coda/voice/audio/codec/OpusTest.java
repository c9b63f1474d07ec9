package coda.voice.audio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import coda.voice.audio.AudioException;
import coda.voice.audio.SampleRates;
import coda.voice.audio.Signals;
import coda.voice.audio.Speech;
import coda.voice.audio.resample.Resampler;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OpusTest {
  static Stream<Arguments> ratesInAndOut() {
    return Stream.of(8_000, 16_000, 24_000, 48_000)
        .flatMap(in -> Stream.of(8_000, 16_000, 24_000, 48_000).map(out -> Arguments.of(in, out)));
  }

  /** Hybrid packets, which speech at 24 and 48 kHz is made of, are where a bare Concentus fails. */
  @ParameterizedTest
  @MethodSource("ratesInAndOut")
  void shouldKeepSpeechRecognisable(int in, int out) {
    short[] speech = Resampler.convert(Speech.read("mary", "00"), Speech.RATE, in);

    short[] decoded = roundTrip(speech, in, out);

    int common = Math.min(in, Math.min(out, Speech.RATE));
    List<double[]> before = bands(Resampler.convert(speech, in, 16_000), common);
    List<double[]> after = bands(Resampler.convert(decoded, out, 16_000), common);
    for (int band = 0; band < before.size(); band++) {
      assertThat(correlation(before.get(band), after.get(band)))
          .as("loudness over time in band %d", band)
          .isGreaterThan(0.7);
    }
    assertThat(Signals.decibels(Signals.rms(decoded) / Signals.rms(speech)))
        .isCloseTo(0, within(2.0));
  }

  @ParameterizedTest
  @MethodSource("ratesInAndOut")
  void shouldKeepASweepInTune(int in, int out) {
    for (double frequency : new double[] {200, 500, 1_000, 2_000, 3_000}) {
      short[] tone = Signals.sine(in, frequency, 10_000, in);

      short[] decoded = roundTrip(tone, in, out);

      var fit = Signals.fit(decoded, decoded.length / 4, decoded.length * 3 / 4, out, frequency);
      assertThat(fit.overRestDb()).as("%s Hz", frequency).isGreaterThan(12);
      assertThat(fit.amplitude()).as("%s Hz", frequency).isCloseTo(10_000, within(3_000.0));
    }
  }

  @Test
  void shouldDecodeStereoToMono() throws Exception {
    var encoder =
        new io.github.jaredmdobson.concentus.OpusEncoder(
            48_000, 2, io.github.jaredmdobson.concentus.OpusApplication.OPUS_APPLICATION_AUDIO);
    OpusDecoder decoder = new OpusDecoder(48_000);
    short[] tone = Signals.sine(48_000, 440, 10_000, 48_000);
    short[] stereo = new short[1_920];
    byte[] packet = new byte[1_275];
    short[] decoded = new short[60_000];
    int written = 0;
    for (int at = 0; at < tone.length; at += 960) {
      for (int i = 0; i < 960; i++) {
        stereo[2 * i] = tone[at + i];
        stereo[2 * i + 1] = tone[at + i];
      }
      int length = encoder.encode(stereo, 0, 960, packet, 0, packet.length);
      written += decoder.decode(packet, 0, length, decoded, written);
    }

    assertThat(written).isEqualTo(48_000);
    assertThat(Signals.fit(decoded, 12_000, 36_000, 48_000, 440).overRestDb()).isGreaterThan(15);
  }

  @Test
  void shouldConcealALostPacket() {
    short[] tone = Signals.sine(16_000, 300, 10_000, 16_000);
    OpusEncoder encoder = new OpusEncoder(16_000);
    OpusDecoder decoder = new OpusDecoder(16_000);
    byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
    short[] out = new short[decoder.maxOutput()];
    for (int frame = 0; frame < 20; frame++) {
      int length = encoder.encode(tone, frame * 320, packet, 0);
      decoder.decode(packet, 0, length, out, 0);
    }

    int concealed = decoder.conceal(out, 0);

    assertThat(concealed).isEqualTo(320);
    assertThat(Signals.rms(out, 0, 320)).isGreaterThan(3_000);
  }

  @Test
  void shouldRefuseRatesThatOpusDoesNotTake() {
    for (int rate : new int[] {22_050, 44_100, 11_025}) {
      assertThatExceptionOfType(AudioException.class)
          .isThrownBy(() -> new OpusEncoder(rate))
          .returns("AUDIO_RATE_UNSUPPORTED", AudioException::code);
    }
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> new OpusEncoder(16_000, 1_000))
        .returns("AUDIO_BITRATE_UNSUPPORTED", AudioException::code);
  }

  @Test
  void shouldDecodeToEveryRate() {
    for (int rate : SampleRates.ALL) {
      short[] decoded = roundTrip(Signals.sine(16_000, 500, 9_000, 16_000), 16_000, rate);
      assertThat(decoded.length).isEqualTo(rate);
    }
  }

  @Test
  void shouldDecodeGoodPacketsAfterABadOne() {
    short[] tone = Signals.sine(16_000, 500, 9_000, 32_000);
    OpusEncoder encoder = new OpusEncoder(16_000);
    OpusDecoder decoder = new OpusDecoder(16_000);
    byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
    short[] out = new short[decoder.maxOutput()];
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> decoder.decode(new byte[0], 0, 0, out, 0))
        .returns("AUDIO_OPUS_INVALID", AudioException::code);
    assertThatExceptionOfType(AudioException.class)
        .isThrownBy(() -> decoder.decode(new byte[] {(byte) 0xFF, (byte) 0xFF}, 0, 2, out, 0))
        .returns("AUDIO_OPUS_INVALID", AudioException::code);

    for (int frame = 0; frame < 50; frame++) {
      int length = encoder.encode(tone, frame * 320, packet, 0);
      decoder.decode(packet, 0, length, out, 0);
    }
    assertThat(Signals.rms(out, 0, 320)).isBetween(5_000.0, 8_000.0);
  }

  @Property(tries = 500)
  void shouldDecodeOrRefuseWhateverBytes(@ForAll long seed) {
    Random random = new Random(seed);
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] out = new short[decoder.maxOutput()];
    for (int i = 0; i < 4; i++) {
      byte[] packet = new byte[random.nextInt(1 << random.nextInt(11))];
      random.nextBytes(packet);
      decodeOrRefuse(decoder, packet, out);
    }
  }

  @Property(tries = 200)
  void shouldDecodeOrRefusePacketsThatWereTamperedWith(@ForAll long seed) {
    Random random = new Random(seed);
    int rate = random.nextBoolean() ? 16_000 : 48_000;
    OpusEncoder encoder = new OpusEncoder(rate);
    OpusDecoder decoder = new OpusDecoder(16_000);
    short[] noise = Signals.white(5_000, encoder.frameLength(), seed);
    byte[] buffer = new byte[OpusEncoder.MAX_PACKET_BYTES];
    short[] out = new short[decoder.maxOutput()];
    for (int i = 0; i < 4; i++) {
      byte[] packet = Arrays.copyOf(buffer, encoder.encode(noise, 0, buffer, 0));
      packet[random.nextInt(packet.length)] = (byte) random.nextInt();
      decodeOrRefuse(decoder, Arrays.copyOf(packet, 1 + random.nextInt(packet.length)), out);
    }
  }

  private static void decodeOrRefuse(OpusDecoder decoder, byte[] packet, short[] out) {
    try {
      assertThat(decoder.decode(packet, 0, packet.length, out, 0)).isBetween(0, out.length);
    } catch (AudioException refused) {
      assertThat(refused.code()).isEqualTo("AUDIO_OPUS_INVALID");
    }
  }

  private static short[] roundTrip(short[] samples, int in, int out) {
    OpusEncoder encoder = new OpusEncoder(in);
    OpusDecoder decoder = new OpusDecoder(out);
    byte[] packet = new byte[OpusEncoder.MAX_PACKET_BYTES];
    short[] decoded = new short[(int) ((long) samples.length * out / in) + decoder.maxOutput()];
    int written = 0;
    for (int at = 0; at + encoder.frameLength() <= samples.length; at += encoder.frameLength()) {
      int length = encoder.encode(samples, at, packet, 0);
      written += decoder.decode(packet, 0, length, decoded, written);
    }
    written += decoder.flush(decoded, written);
    return Arrays.copyOf(decoded, written);
  }

  /** Loudness per 40 ms in bands: sines of the band's frequencies are correlated with the sound. */
  private static List<double[]> bands(short[] at16, int commonRate) {
    double[] centres =
        Arrays.stream(new double[] {300, 600, 1_200, 2_400, 4_800})
            .filter(centre -> centre < commonRate * 0.4)
            .toArray();
    int window = 640;
    return Arrays.stream(centres)
        .mapToObj(
            centre -> {
              double[] loudness = new double[at16.length / window];
              for (int i = 0; i < loudness.length; i++) {
                double energy = 1;
                for (double step = -0.25; step <= 0.25; step += 0.1) {
                  double f = centre * (1 + step);
                  energy +=
                      Math.pow(
                          Signals.fit(at16, i * window, (i + 1) * window, 16_000, f).amplitude(),
                          2);
                }
                loudness[i] = Math.log(energy + 100);
              }
              return loudness;
            })
        .toList();
  }

  private static double correlation(double[] a, double[] b) {
    int n = Math.min(a.length, b.length);
    double meanA = Arrays.stream(a, 0, n).average().orElse(0);
    double meanB = Arrays.stream(b, 0, n).average().orElse(0);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < n; i++) {
      ab += (a[i] - meanA) * (b[i] - meanB);
      aa += (a[i] - meanA) * (a[i] - meanA);
      bb += (b[i] - meanB) * (b[i] - meanB);
    }
    return ab / Math.sqrt(aa * bb);
  }
}
