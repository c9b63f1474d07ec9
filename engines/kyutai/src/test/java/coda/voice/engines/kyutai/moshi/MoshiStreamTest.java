package coda.voice.engines.kyutai.moshi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.audio.FramePool;
import coda.voice.engine.DuplexModel.DuplexStream;
import coda.voice.testkit.conformance.DuplexRecorder;
import coda.voice.testkit.conformance.DuplexRecorder.Call;
import coda.voice.testkit.conformance.LiveMicrophone;
import coda.voice.testkit.peers.moshi.MoshiEnd;
import coda.voice.testkit.peers.moshi.MoshiHeard;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.MoshiSession;
import coda.voice.testkit.peers.moshi.MoshiShape;
import coda.voice.testkit.peers.moshi.MoshiVoice;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes over the wire, and when. */
class MoshiStreamTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int RATE = 24_000;

  private final MoshiWorld world = new MoshiWorld();
  private final DuplexRecorder recorder = new DuplexRecorder();

  @AfterEach
  void close() {
    world.close();
  }

  private static short[] tone() {
    short[] tone = new short[RATE];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (8_000 * Math.sin(2 * Math.PI * 500 * i / RATE));
    }
    return tone;
  }

  @ParameterizedTest
  @EnumSource(MoshiShape.class)
  void shouldSpeakToTheStrictestServer(MoshiShape shape) throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.of(shape).says(MoshiVoice::echo));
    MoshiDuplexModel engine = world.engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder);
        LiveMicrophone microphone = new LiveMicrophone(stream, tone(), RATE)) {
      await().atMost(PATIENCE).until(() -> server.last().heard().millis() > 1_500);
    }
    MoshiSession session = server.last();
    await().atMost(PATIENCE).until(session::ended);
    MoshiHeard heard = session.heard();

    assertThat(heard.headersFirst()).isTrue();
    assertThat(heard.checksumErrors()).isZero();
    assertThat(heard.gaps()).isZero();
    assertThat(Set.copyOf(session.kinds())).containsExactly(1);
    assertThat(session.pings()).isEmpty();
    assertThat(session.end()).isEqualTo("close 1000");
    assertThat(recorder.count(Call.LOST)).isZero();
    // What was said is heard there, and comes back.
    assertThat(toneIn(heard.audio())).isGreaterThan(RATE / 2);
    assertThat(recorder.loudSamples()).isGreaterThan(RATE / 4);
  }

  /** How many samples are as loud as the tone. */
  private static long toneIn(short[] audio) {
    long loud = 0;
    for (short sample : audio) {
      if (Math.abs(sample) > 4_000) {
        loud++;
      }
    }
    return loud;
  }

  @Test
  void shouldHoldSoundBackUntilTheHandshake() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust().handshakesAfter(2_000));
    MoshiDuplexModel engine = world.engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder);
        LiveMicrophone microphone = new LiveMicrophone(stream, tone(), RATE)) {
      await().atMost(PATIENCE).until(() -> !server.sessions().isEmpty());
      MoshiSession session = server.last();
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                boolean before = !session.served();
                assertThat(before && !session.kinds().isEmpty()).isFalse();
                assertThat(session.served()).isTrue();
              });
      await().atMost(PATIENCE).until(() -> session.heard().millis() > 500);
      long[] times = session.heard().packetNanos();
      // No burst of what was said before: sound comes no faster than time passes.
      long span = (times[times.length - 1] - times[0]) / 1_000_000;
      assertThat(times.length * 20L - span).isLessThan(1_500);
    }
  }

  @Test
  void shouldSendAsMuchSoundAsTimePasses() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 1);
      long start = System.nanoTime();
      await().atMost(PATIENCE).until(() -> System.nanoTime() - start > 3_000_000_000L);
      long sent = engine.figures().sent() * 20;
      long passed = (System.nanoTime() - start) / 1_000_000;

      assertThat(sent + engine.figures().skipped() * 20).isBetween(passed - 1_500, passed + 200);
      await().atMost(PATIENCE).until(() -> server.last().steps() > 35);
      // The first frame says nothing; then there is one for each.
      assertThat(recorder.samples()).isLessThanOrEqualTo(server.last().steps() * 1_920L);
    }
  }

  @Test
  void shouldNotLetASlowServerFallFurtherAndFurtherBehind() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python().computes(160));
    MoshiDuplexModel engine = world.engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      // By now it would be three seconds behind, and more with every second.
      await().atMost(PATIENCE).until(() -> recorder.samples() > 3 * RATE);
      MoshiSession session = server.last();
      long steps = session.steps();

      assertThat(session.heard().millis() - steps * 80).isLessThanOrEqualTo(1_200);
      assertThat(engine.figures().skipped()).isPositive();
      assertThat(recorder.count(Call.LOST)).isZero();
    }
  }

  @Test
  void shouldTakeFramesOfAnyLength() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    MoshiDuplexModel engine = world.engine();
    FramePool frames = new FramePool(4);
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 1);
      short[] tone = tone();
      int at = 0;
      for (int length : new int[] {1, 479, 480, 240, 240, 113, 367}) {
        var frame = frames.lease(RATE).fill(tone, at, length);
        stream.hear(frame);
        frame.release();
        at += length;
      }
      await().atMost(PATIENCE).until(() -> server.last().heard().millis() > 300);
      assertThat(toneIn(server.last().heard().audio())).isBetween(300L, 1_920L);
      await().atMost(PATIENCE).until(() -> frames.leased() == 0);
    }
  }

  @Test
  void shouldOutliveTheTimeLimitOfTheBackend() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    server.behave(MoshiManner.rust().cutsAfter(12), MoshiManner.rust());
    // Longer than we wait: the end is noticed by itself, not by the silence after it.
    MoshiDuplexModel engine = world.set("silence_ms", 60_000).engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 2);
      long before = recorder.samples();
      await().atMost(PATIENCE).until(() -> recorder.samples() > before);
    }
    assertThat(recorder.calls())
        .containsSubsequence(Call.READY, Call.AUDIO, Call.LOST, Call.READY, Call.AUDIO);
    assertThat(server.sessions().getFirst().end()).isEqualTo("cut");
    assertThat(engine.figures().lost()).isEqualTo(1);
  }

  @Test
  void shouldReplaceAConnectionInTimeWithoutAGapWhereThereIsRoom() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    MoshiDuplexModel engine = world.set("session_ms", 2_000).set("sessions_per_server", 2).engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 2);
      MoshiSession first = server.sessions().getFirst();
      await().atMost(PATIENCE).until(() -> first.heard().millis() >= 1_900);
      await().atMost(PATIENCE).until(() -> engine.capacity().inUse() == 1);
      await().atMost(PATIENCE).until(() -> server.active() == 1);
    }
    assertThat(recorder.failure()).isEmpty();
    assertThat(engine.figures().lost()).isZero();
    // The second was there before the first was let go.
    assertThat(server.sessions().getFirst().end()).isEqualTo("close 1000");
  }

  @Test
  void shouldLeaveBeforeItComesBackWhereThereIsNoRoom() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("session_ms", 1_000).engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) >= 2);
    }
    assertThat(recorder.failure()).isEmpty();
    assertThat(engine.figures().lost()).isZero();
    assertThat(server.sessions()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldNotInterruptWhoSpeaksToReplaceAConnection() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust().says(() -> MoshiVoice.tone(300)));
    MoshiDuplexModel engine = world.set("session_ms", 2_000).set("sessions_per_server", 2).engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 2);
      // Moshi never was quiet: only the hard limit, half as much again, ended it.
      MoshiSession first = server.sessions().getFirst();
      await().atMost(PATIENCE).until(() -> first.heard().millis() >= 2_900);
    }
  }

  @Test
  void shouldGoElsewhereWhenAServerHangs() throws Exception {
    ScriptedMoshi first = world.server(MoshiManner.python().ends(MoshiEnd.HANG, 5));
    ScriptedMoshi second = world.server(MoshiManner.python());
    MoshiDuplexModel engine = world.set("silence_ms", 1_500).engine();
    try (DuplexStream one = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 2);
      assertThat(first.sessions()).hasSize(1);
      assertThat(second.sessions()).hasSize(1);
    }
    assertThat(recorder.failure()).isEmpty();
  }

  @Test
  void shouldGiveUpOnAServerThatKeepsDying() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python().ends(MoshiEnd.CLOSE, 5));
    MoshiDuplexModel engine = world.engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());
      assertThat(recorder.failure().orElseThrow().code()).isEqualTo("ENGINE_LOST");
      assertThat(recorder.calls().stream().filter(call -> call != Call.AUDIO))
          .containsExactly(Call.READY, Call.LOST, Call.READY, Call.LOST, Call.FAILURE);
      assertThat(server.sessions()).hasSize(2);
    }
  }

  @Test
  void shouldSendSamplingParametersWhenTheyAreSet() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    MoshiDuplexModel engine = world.set("text_topk", 25).set("pad_mult", "0.5").engine();
    try (DuplexStream stream = MoshiWorld.open(engine, recorder)) {
      await().atMost(PATIENCE).until(() -> recorder.count(Call.READY) == 1);
      assertThat(server.last().query())
          .containsOnly(Map.entry("text_topk", "25"), Map.entry("pad_mult", "0.5"));
    }
  }

  @Test
  void shouldSayWhatTheBackendRefuses() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.rust());
    MoshiDuplexModel engine = world.set("urls", server.uri() + "/api/chat?text_topk=x").engine();
    MoshiWorld.open(engine, recorder);
    await().atMost(PATIENCE).until(() -> recorder.failure().isPresent());

    assertThat(recorder.failure().orElseThrow().code()).isEqualTo("ENGINE_UNAVAILABLE");
    assertThat(recorder.failure().orElseThrow()).hasMessageContaining("HTTP status 400");
    assertThat(recorder.failure().orElseThrow()).hasMessageNotContaining("text_topk");
  }

  @Test
  void shouldNotWaitForAServerThatNeverSaysGoodbye() throws Exception {
    ScriptedMoshi server = world.server(MoshiManner.python().ignoresClose());
    MoshiDuplexModel engine = world.engine();
    DuplexStream stream = MoshiWorld.open(engine, recorder);
    await().atMost(PATIENCE).until(() -> recorder.samples() > 0);
    stream.close();

    await().atMost(PATIENCE).until(() -> server.connections() == 0);
    assertThat(Arrays.asList(Call.READY, Call.AUDIO)).isEqualTo(recorder.calls());
  }
}
