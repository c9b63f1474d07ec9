package coda.voice.client.audio;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavFile;
import coda.voice.client.audio.ReplyRecorder.Played;
import coda.voice.protocol.coda.ClientMessage.Playback;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplyRecorderTest {
  private final AtomicLong nanos = new AtomicLong(99);
  private final ReplyRecorder recorder = new ReplyRecorder(1_000, 10, nanos::get);

  private void at(long ms) {
    nanos.set(99 + ms * 1_000_000);
  }

  private static short[] sound(int length, int value) {
    short[] samples = new short[length];
    Arrays.fill(samples, (short) value);
    return samples;
  }

  @Test
  void shouldPutSoundWhereItIsHeard() {
    at(100);
    recorder.begin("r");
    recorder.add(sound(50, 1));
    recorder.add(sound(50, 2));
    at(300);
    recorder.add(sound(10, 3));
    short[] timeline = recorder.timeline();
    assertThat(timeline).hasSize(310);
    assertThat(timeline[99]).isZero();
    assertThat(timeline[100]).isEqualTo((short) 1);
    assertThat(timeline[199]).isEqualTo((short) 2);
    assertThat(timeline[200]).isZero();
    assertThat(timeline[300]).isEqualTo((short) 3);
    assertThat(recorder.sound()).hasSize(210);
    assertThat(recorder.firstSoundMs()).hasValue(100);
  }

  @Test
  void shouldForgetWhatWasNotHeardWhenInterrupted() {
    recorder.begin("r");
    recorder.add(sound(400, 1));
    at(150);
    recorder.interrupted();
    assertThat(recorder.timeline()).hasSize(150);
    assertThat(recorder.played()).hasValue(new Played("r", 150, true));
    at(200);
    recorder.begin("s");
    recorder.add(sound(10, 2));
    short[] timeline = recorder.timeline();
    assertThat(timeline[149]).isEqualTo((short) 1);
    assertThat(timeline[150]).isZero();
    assertThat(timeline[200]).isEqualTo((short) 2);
  }

  @Test
  void shouldGoOnWhereItWasHeld() {
    recorder.begin("r");
    recorder.add(sound(400, 1));
    at(150);
    assertThat(recorder.hold()).isTrue();
    at(1_000);
    assertThat(recorder.played()).hasValue(new Played("r", 150, false));
    assertThat(recorder.remainingMs()).isEqualTo(250);
    recorder.resume();
    at(1_100);
    assertThat(recorder.played()).hasValue(new Played("r", 250, false));
    short[] timeline = recorder.timeline();
    assertThat(timeline).hasSize(1_250);
    assertThat(timeline[149]).isEqualTo((short) 1);
    assertThat(timeline[150]).isZero();
    assertThat(timeline[999]).isZero();
    assertThat(timeline[1_000]).isEqualTo((short) 1);
  }

  @Test
  void shouldPlayWhatWaitedBeforeWhatComesNext() {
    recorder.begin("r");
    recorder.add(sound(100, 1));
    at(40);
    assertThat(recorder.hold()).isTrue();
    assertThat(recorder.hold()).isTrue();
    at(200);
    recorder.add(sound(30, 2));
    short[] timeline = recorder.timeline();
    assertThat(timeline).hasSize(290);
    assertThat(timeline[259]).isEqualTo((short) 1);
    assertThat(timeline[260]).isEqualTo((short) 2);
  }

  @Test
  void shouldForgetWhatWaitedWhenItWasAnInterruption() {
    recorder.begin("r");
    recorder.add(sound(400, 1));
    at(150);
    recorder.hold();
    at(300);
    recorder.interrupted();
    recorder.resume();
    assertThat(recorder.timeline()).hasSize(150);
    assertThat(recorder.played()).hasValue(new Played("r", 150, true));
  }

  @Test
  void shouldHoldNothingWhenAllWasHeard() {
    assertThat(recorder.hold()).isFalse();
    recorder.add(sound(100, 1));
    at(100);
    assertThat(recorder.hold()).isFalse();
  }

  @Test
  void shouldKnowWhatWasPlayedWithoutThePauses() {
    assertThat(recorder.played()).isEmpty();
    recorder.begin("r");
    assertThat(recorder.played()).isEmpty();
    at(100);
    recorder.add(sound(50, 1));
    at(130);
    assertThat(recorder.played()).hasValue(new Played("r", 30, false));
    assertThat(recorder.remainingMs()).isEqualTo(20);
    at(200);
    recorder.add(sound(50, 1));
    at(210);
    assertThat(recorder.played()).hasValue(new Played("r", 60, false));
    at(900);
    assertThat(recorder.played()).hasValue(new Played("r", 100, true));
    assertThat(recorder.remainingMs()).isZero();
  }

  @Test
  void shouldDropAndCountWhatPassesTheLimit() {
    at(9_900);
    recorder.add(sound(150, 1));
    assertThat(recorder.timeline()).hasSize(10_000);
    assertThat(recorder.dropped()).isEqualTo(50);
    at(99_000);
    recorder.add(sound(5, 1));
    assertThat(recorder.dropped()).isEqualTo(55);
  }

  @Test
  void shouldWriteFromTheFirstSoundOn(@TempDir Path folder) {
    at(500);
    recorder.add(sound(250, 7));
    Path file = folder.resolve("reply.wav");
    assertThat(recorder.write(file)).isEqualTo(250);
    assertThat(WavFile.read(file).samples()).isEqualTo(sound(250, 7));
  }

  @Test
  void shouldReportPlaybackOnlyWhenItMoves() {
    List<Playback> told = new ArrayList<>();
    try (PlaybackReporter reporter = new PlaybackReporter(recorder::played, told::add)) {
      reporter.report();
      recorder.begin("r");
      recorder.add(sound(100, 1));
      at(40);
      reporter.report();
      at(200);
      reporter.report();
      at(300);
      reporter.report();
    }
    assertThat(told).containsExactly(new Playback("r", 40), new Playback("r", 100));
  }
}
