package coda.voice.engines.kyutai.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.engine.Synthesizer.SpeechRequest;
import coda.voice.engine.Synthesizer.Synthesis;
import coda.voice.testkit.conformance.SpeechRecorder;
import coda.voice.testkit.conformance.SynthesizerConformance;
import coda.voice.testkit.conformance.UpstreamFault;
import coda.voice.testkit.peers.moshiserver.Fault;
import coda.voice.testkit.peers.moshiserver.Manner;
import coda.voice.testkit.peers.moshiserver.ScriptedMoshiServer;
import coda.voice.testkit.peers.moshiserver.Visit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What every synthesiser owes its callers, against a server that can fail; and what this one does.
 */
class KyutaiSynthesizerTest extends SynthesizerConformance {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int RATE = 24_000;

  private final ScriptedMoshiServer server;

  KyutaiSynthesizerTest() throws IOException {
    super("kyutai-tts", "slots");
    server = new ScriptedMoshiServer(Manner.USUAL.slots(100));
  }

  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "url", server.address().toString(), "voices", "expresso/happy.wav, vctk/p225 calm.wav");
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Override
  protected void holdUp(int sentences) {
    server.usuallyFails(new Fault(Fault.Kind.HANGS, 0));
  }

  @Override
  protected void letGo() {
    server.usuallyFails(Fault.NONE);
  }

  @Override
  protected boolean remote() {
    return true;
  }

  @Override
  protected void fail(UpstreamFault fault) {
    server.usuallyFails(
        switch (fault) {
          case DIES -> new Fault(Fault.Kind.DROPS, 15);
          case HANGS -> new Fault(Fault.Kind.HANGS, 15);
          case TALKS_NONSENSE -> new Fault(Fault.Kind.MALFORMED, 15);
          case SILENT -> new Fault(Fault.Kind.NO_READY, 0);
          case FULL -> new Fault(Fault.Kind.FULL, 0);
          case REFUSES -> new Fault(Fault.Kind.UNAUTHORIZED, 0);
        });
  }

  @Override
  protected void slowDown() {
    server.usuallyFails(new Fault(Fault.Kind.SLOW, 0));
  }

  @Test
  void shouldSendWholeWordsAndThenTheEnd() {
    say("It’s 3:45 (really) — wait!");
    Visit visit = server.lastVisit();
    assertThat(visit.texts()).containsExactly("It's 3 45 really wait!");
    assertThat(visit.endOfText()).isTrue();
    assertThat(visit.query()).containsEntry("format", "PcmMessagePack");
    assertThat(visit.header("kyutai-api-key")).contains("public_token");
  }

  @Test
  void shouldAskForTheVoiceThatIsWanted() {
    SpeechRecorder recorder = new SpeechRecorder();
    engine().speak(new SpeechRequest("Hello", "en", "vctk/p225 calm.wav", 1), recorder);
    assertThat(recorder.end()).isEqualTo("done");
    assertThat(server.lastVisit().query()).containsEntry("voice", "vctk/p225 calm.wav");
    say("Hello");
    assertThat(server.lastVisit().query()).containsEntry("voice", "expresso/happy.wav");
  }

  @Test
  void shouldMarkWordsWhereTheySound() {
    SpeechRecorder recorder = say("One two three");
    short[] audio = recorder.audio();
    // Each word of the script sounds for 240 ms from its mark on, with 80 ms of silence before it.
    for (SpeechRecorder.Word word : recorder.words()) {
      int from = (int) word.sample();
      assertThat(loudest(audio, from, from + RATE / 5)).isGreaterThan(5_000);
      assertThat(loudest(audio, Math.max(0, from - RATE / 20), from)).isZero();
    }
    assertThat(recorder.words().stream().map(SpeechRecorder.Word::sample).toList())
        .containsExactly(0L, 7_680L, 15_360L);
  }

  private static int loudest(short[] audio, int from, int to) {
    int loudest = 0;
    for (int i = from; i < to; i++) {
      loudest = Math.max(loudest, Math.abs(audio[i]));
    }
    return loudest;
  }

  @Test
  void shouldBeSpokenAtTheModelsOwnRate() {
    assertThat(say("One two three", 2).audio()).isEqualTo(say("One two three", 1).audio());
  }

  @Test
  void shouldGiveTheServersSlotBackAtOnceWhenCancelled() {
    List<Long> tookMs = new ArrayList<>();
    server.usuallyFails(new Fault(Fault.Kind.SLOW, 5));
    await().atMost(PATIENCE).until(() -> server.inUse() == 0);
    for (int i = 0; i < 21; i++) {
      SpeechRecorder recorder = new SpeechRecorder();
      Synthesis synthesis = engine().speak(request(SENTENCE, 1), recorder);
      await().atMost(PATIENCE).until(() -> server.inUse() == 1 && !recorder.words().isEmpty());
      long cancelled = System.nanoTime();
      synthesis.cancel();
      assertThat(engine().capacity().inUse()).isZero();
      Visit visit = server.lastVisit();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> visit.endedNanos() != 0 && server.inUse() == 0);
      tookMs.add((visit.endedNanos() - cancelled) / 1_000_000);
    }
    letGo();
    // The median: single times are at the mercy of a busy machine.
    assertThat(tookMs.stream().sorted().toList().get(10)).isLessThan(50);
  }

  @Test
  void shouldTakeABrokenConnectionForTheEndWhenEverythingIsThere() {
    // "Hello" is told of in one message after the empty one; 25 steps later come 4 + 2 of audio.
    server.usuallyFails(new Fault(Fault.Kind.DROPS, 7));
    SpeechRecorder recorder = say("Hello");
    letGo();
    assertThat(recorder.audio().length).isEqualTo(5 * 1920);
  }
}
