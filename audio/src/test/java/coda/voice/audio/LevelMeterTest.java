package coda.voice.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LevelMeterTest {
  private final LevelMeter meter = new LevelMeter();

  @Test
  void shouldMeasureASine() {
    meter.add(Signals.sine(16_000, 1_000, 32_767, 16_000), 0, 16_000);

    assertThat(meter.rmsDbfs()).isCloseTo(-3.01, within(0.01));
    assertThat(meter.peakDbfs()).isCloseTo(0, within(0.01));
  }

  @Test
  void shouldMeasureTheLoudestSquareWaveAsZero() {
    short[] square = new short[100];
    Arrays.fill(square, Short.MIN_VALUE);
    meter.add(square, 0, 100);

    assertThat(meter.rmsDbfs()).isZero();
    assertThat(meter.peakDbfs()).isZero();
  }

  @Test
  void shouldMeasureSilenceAsTheFloor() {
    assertThat(meter.rmsDbfs()).isEqualTo(LevelMeter.FLOOR_DBFS);
    meter.add(new short[320], 0, 320);

    assertThat(meter.rmsDbfs()).isEqualTo(LevelMeter.FLOOR_DBFS);
    assertThat(meter.peakDbfs()).isEqualTo(LevelMeter.FLOOR_DBFS);
  }

  @Test
  void shouldMeasureTheSameInOnePieceAndInMany() {
    short[] noise = Signals.white(1_000, 3_200, 1);
    meter.add(noise, 0, noise.length);
    LevelMeter pieces = new LevelMeter();
    FramePool pool = new FramePool(2);
    try (FrameSplitter splitter = new FrameSplitter(pool, 16_000, pieces::add)) {
      splitter.write(noise, 0, noise.length);
    }

    assertThat(pieces.rmsDbfs()).isEqualTo(meter.rmsDbfs());
    assertThat(pieces.peakDbfs()).isEqualTo(meter.peakDbfs());
  }

  @Test
  void shouldForgetWithAReset() {
    meter.add(new short[] {30_000}, 0, 1);
    meter.reset();
    meter.add(new short[] {3_277}, 0, 1);

    assertThat(meter.peakDbfs()).isCloseTo(-20, within(0.01));
    assertThat(meter.rmsDbfs()).isCloseTo(-20, within(0.01));
  }
}
