package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.ListeningRecognizer;
import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestClient;
import coda.voice.gateway.TestGateway;
import coda.voice.gateway.limits.Places;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that lost its socket goes on with its conversation on another one. */
class ResumeTest {
  private static final String SPOKEN =
      "{\"audio_config\":{\"format\":\"pcm16\",\"encoding\":\"%s\"}}";

  private final List<TestClient> clients = new ArrayList<>();
  private TestGateway gateway = new TestGateway(30_000);

  @AfterEach
  void shouldHoldNothing() {
    clients.forEach(TestClient::goodbye);
    gateway.awaitNothingHeld();
    gateway.close();
    assertThat(gateway.blockedLoops()).isEmpty();
  }

  private TestClient client() {
    TestClient client = gateway.client();
    clients.add(client);
    return client;
  }

  private TestClient talking(String encoding) {
    TestClient client = client();
    client.send("conversation_start", "{}").send("voice_start", SPOKEN.formatted(encoding));
    client.await1(ServerMessage.VoiceStarted.class);
    return client;
  }

  private TestClient backFrom(TestClient lost) {
    TestClient back = client();
    back.resume(lost);
    return back;
  }

  /** Waits until the server has noticed that a client is lost. */
  private void awaitAway() {
    await().until(() -> gateway.held().get("away") == 1);
  }

  @Test
  void shouldShowWhoRunsTheServerThatAClientIsAway() {
    TestClient lost = talking("binary");
    lost.vanish();
    awaitAway();

    assertThat(gateway.board.phases()).containsOnlyKeys("suspended");

    TestClient back = backFrom(lost);
    back.await1(ServerMessage.Resumed.class);
    assertThat(gateway.board.phases()).doesNotContainKey("suspended");
  }

  private static List<Long> numbers(TestClient... sockets) {
    return Stream.of(sockets)
        .flatMap(socket -> socket.messages().stream())
        .map(Envelope::seq)
        .flatMapToLong(OptionalLong::stream)
        .boxed()
        .toList();
  }

  private static int audioBytes(TestClient... sockets) {
    return Stream.of(sockets)
        .flatMap(socket -> socket.all(ServerMessage.VoiceStreamChunk.class).stream())
        .flatMap(chunk -> chunk.audioData().stream())
        .mapToInt(audio -> Base64.getDecoder().decode(audio).length)
        .sum();
  }

  @Test
  void shouldGoOnWhereTheSocketWasLost() {
    TestClient lost = talking("base64");
    lost.send("voice_chunk", "{\"text_content\":\"one two three four five\"}");
    lost.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());
    lost.vanish();
    awaitAway();

    TestClient back = backFrom(lost);

    assertThat(back.await1(ServerMessage.VoiceResponse.class).outcome())
        .isEqualTo(Outcome.COMPLETED);
    assertThat(numbers(lost, back))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, back.lastSeq()).boxed().toList());
    assertThat(audioBytes(lost, back)).isEqualTo(7 * 200 * 32);
    assertThat(back.await1(ServerMessage.Resumed.class).conversationId())
        .isEqualTo(lost.await1(ServerMessage.ConversationStarted.class).conversationId());
  }

  @Test
  void shouldCountBinaryFramesToo() {
    TestClient lost = talking("binary");
    lost.send("voice_chunk", "{\"text_content\":\"one two three\"}");
    await().until(() -> lost.binaries().size() > 3);
    lost.vanish();
    awaitAway();

    TestClient back = backFrom(lost);
    back.await1(ServerMessage.VoiceResponse.class);

    List<Long> frames =
        Stream.of(lost, back)
            .flatMap(socket -> socket.binaries().stream())
            .map(bytes -> BinaryFrame.decode(ByteBuffer.wrap(bytes)).sequence())
            .toList();
    assertThat(frames)
        .containsExactlyElementsOf(LongStream.range(0, frames.size()).boxed().toList());
    assertThat(back.lastSeq()).isEqualTo(numbers(lost, back).size() + frames.size());
  }

  @Test
  void shouldTakeOverFromASocketThatSeemsAlive() {
    TestClient halfOpen = talking("base64");

    TestClient back = backFrom(halfOpen);

    assertThat(halfOpen.awaitClose()).isEqualTo(4006);
    back.send("voice_chunk", "{\"text_content\":\"hello\"}");
    back.await1(ServerMessage.VoiceResponse.class);
    assertThat(gateway.held().get("conversations")).isEqualTo(1);
  }

  @Test
  void shouldGoOnWithOneOfThoseWhoComeAtOnce() {
    gateway.other = ListeningRecognizer.full()::in;
    TestClient lost = talking("base64");
    // Until all of that was heard, nobody comes back.
    String recording = Base64.getEncoder().encodeToString(Sounds.pcm(2_000));
    lost.send("voice_chunk", "{\"audio_data\":\"" + recording + "\"}");

    List<TestClient> back = List.of(client(), client());
    back.forEach(
        each ->
            each.send(
                "resume", "{\"resume_token\":\"" + lost.resumeToken() + "\",\"last_seq\":1}"));

    back.forEach(each -> each.await1(ServerMessage.Resumed.class));
    await().until(() -> back.stream().anyMatch(TestClient::closed));
    assertThat(back).filteredOn(each -> !each.closed()).singleElement().matches(TestClient::alive);
  }

  /** Somebody who sent a recording that is heard in a second less. Until then nobody comes back. */
  private TestClient talkingFaster(int ms) {
    gateway.other = ListeningRecognizer.full()::in;
    TestClient client = talking("base64");
    String recording = Base64.getEncoder().encodeToString(Sounds.pcm(ms));
    client.send("voice_chunk", "{\"audio_data\":\"" + recording + "\"}");
    return client;
  }

  private static void asksFor(TestClient lost, TestClient back) {
    back.send("resume", "{\"resume_token\":\"" + lost.resumeToken() + "\",\"last_seq\":1}");
  }

  @Test
  void shouldRefuseATokenThatWasUsedBefore() {
    TestClient first = talking("base64");
    String token = first.resumeToken();
    TestClient second = backFrom(first);
    assertThat(second.alive()).isTrue();

    TestClient thief = client();
    thief.send("resume", "{\"resume_token\":\"" + token + "\",\"last_seq\":0}");

    thief.awaitError("RESUME_UNKNOWN");
    assertThat(thief.alive()).isTrue();
    assertThat(second.alive()).isTrue();
  }

  @Test
  void shouldAcceptTheTokenAgainWhenTheAnswerWasLost() {
    TestClient first = talking("base64");
    first.vanish();
    awaitAway();
    TestClient unlucky = client();
    unlucky.send("resume", "{\"resume_token\":\"" + first.resumeToken() + "\",\"last_seq\":2}");
    unlucky.await1(ServerMessage.Resumed.class);
    unlucky.vanish();
    awaitAway();

    TestClient again = backFrom(first);

    assertThat(again.alive()).isTrue();
    assertThat(again.resumeToken()).isNotEqualTo(unlucky.resumeToken());
  }

  @Test
  void shouldRefuseAGuessedToken() {
    client()
        .send("resume", "{\"resume_token\":\"abc\",\"last_seq\":0}")
        .awaitError("RESUME_UNKNOWN");
  }

  @Test
  void shouldRefuseToResumeBesidesAConversation() {
    TestClient other = talking("base64");
    TestClient busy = talking("base64");

    busy.send("resume", "{\"resume_token\":\"" + other.resumeToken() + "\",\"last_seq\":1}");

    busy.awaitError("CONVERSATION_ACTIVE");
    assertThat(other.alive()).isTrue();
  }

  @Test
  void shouldEndAndGiveEverythingBackWhenNobodyComesBack() {
    gateway.close();
    gateway = new TestGateway(200);
    TestClient lost = talking("base64");
    lost.send("voice_chunk", "{\"text_content\":\"one two three four five\"}");
    lost.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());
    lost.vanish();

    gateway.awaitNothingHeld();

    client()
        .send("resume", "{\"resume_token\":\"" + lost.resumeToken() + "\",\"last_seq\":1}")
        .awaitError("RESUME_UNKNOWN");
  }

  @Test
  void shouldEndAtOnceWhenTheClientSaysGoodbye() {
    talking("base64").send("disconnect", "{}");
    gateway.awaitNothingHeld();

    talking("base64").closeWith(1000);
    gateway.awaitNothingHeld();
  }

  @Test
  void shouldWaitForAPageThatIsReloaded() {
    TestClient page = talking("base64");
    page.closeWith(1001);
    awaitAway();

    assertThat(backFrom(page).alive()).isTrue();
  }

  @Test
  void shouldNotCarryOutAMessageTwiceThatIsSentAgain() {
    TestClient lost = talking("base64");
    String typed =
        "{\"type\":\"voice_chunk\",\"message_id\":\"t-1\",\"data\":{\"text_content\":\"hi\"}}";
    lost.send(typed);
    lost.await1(ServerMessage.VoiceResponse.class);
    lost.vanish();
    awaitAway();

    TestClient back = backFrom(lost);
    assertThat(back.await1(ServerMessage.Resumed.class).lastMessageId()).hasValue("t-1");
    back.send(typed);
    back.send("{\"type\":\"conversation_end\",\"message_id\":\"e-1\",\"data\":{}}");

    assertThat(back.await1(ServerMessage.ConversationEnded.class).metrics().replies()).isEqualTo(1);
  }

  @Test
  void shouldHearAMicrophoneFrameOnceThatIsSentAgain() {
    TestClient lost = talking("binary");
    for (int i = 0; i < 5; i++) {
      lost.send(frame(i));
    }
    await().until(() -> gateway.heardSamples() >= 5 * 320 || lost.alive());
    lost.vanish();
    awaitAway();

    TestClient back = backFrom(lost);
    assertThat(back.await1(ServerMessage.Resumed.class).lastFrame()).hasValue(4);
    for (int i = 3; i < 10; i++) {
      back.send(frame(i));
    }
    back.send("{\"type\":\"voice_end\",\"message_id\":\"v-1\",\"data\":{}}");

    assertThat(back.await1(ServerMessage.VoiceEnded.class).durationMs()).isEqualTo(200);
  }

  private static byte[] frame(int sequence) {
    return new BinaryFrame(
            BinaryFrame.Kind.MICROPHONE,
            false,
            1,
            sequence,
            sequence * 320L,
            ByteBuffer.wrap(Sounds.pcm(20)))
        .encode();
  }

  @Test
  void shouldTellHowAConversationEndedWhoseEndWasNotHeard() {
    TestClient lost = talking("base64");
    long before = lost.lastSeq();
    lost.send("conversation_end", "{}");
    lost.await1(ServerMessage.ConversationEnded.class);
    lost.vanish();
    awaitAway();

    TestClient back = client();
    back.resume(lost, before);

    back.await1(ServerMessage.ConversationEnded.class);
    assertThat(back.await1(ServerMessage.Resumed.class).state().phase()).isEqualTo("ended");
    assertThat(gateway.held().get("conversations")).isZero();
  }

  @Test
  void shouldLetAClientBeginAnewUnderTheNameOfTheConversationItLost() {
    TestClient lost = client();
    lost.send("conversation_start", "{\"conversation_id\":\"mine\"}");
    lost.await1(ServerMessage.ConversationStarted.class);
    lost.vanish();
    awaitAway();

    TestClient anew = client();
    anew.send("conversation_start", "{\"conversation_id\":\"mine\"}");

    anew.await1(ServerMessage.ConversationStarted.class);
    assertThat(gateway.held().get("conversations")).isEqualTo(1);
    assertThat(gateway.held().get("away")).isZero();
  }

  @Test
  void shouldNotGoOnFromWhatItNeverSent() {
    TestClient lost = talking("base64");
    lost.vanish();
    awaitAway();

    client()
        .send("resume", "{\"resume_token\":\"" + lost.resumeToken() + "\",\"last_seq\":1000}")
        .awaitError("RESUME_GAP");

    await().until(() -> gateway.held().get("conversations") == 0);
  }

  @Test
  void shouldWaitForNoMoreClientsThanMayBeConnected() {
    gateway.close();
    gateway =
        new TestGateway(
            limits -> limits.with(limits.places().withConnections(new Places.Share(3, 3, 3, 3))),
            30_000);
    for (int i = 0; i < 3; i++) {
      talking("base64").vanish();
      int away = i + 1;
      await().until(() -> gateway.held().get("away") == away);
    }

    talking("base64").vanish();

    await().until(() -> gateway.held().get("conversations") == 3);
    assertThat(gateway.held().get("away")).isEqualTo(3);
    gateway.endAbsent();
  }

  @Test
  void shouldTellThatItGoesAndWaitForNobodyWhenItStops() throws Exception {
    TestClient lost = talking("base64");
    lost.vanish();
    awaitAway();
    TestClient here = talking("base64");
    here.send("voice_chunk", "{\"text_content\":\"one two\"}");
    here.awaitOne(ServerMessage.VoiceStreamChunk.class, chunk -> chunk.audioData().isPresent());

    gateway.state = State.DRAINING;
    assertThat(gateway.server().drain(Duration.ofSeconds(20))).isZero();

    ServerMessage.GoAway goAway = here.await1(ServerMessage.GoAway.class);
    assertThat(goAway.reason()).isEqualTo("drain");
    assertThat(goAway.timeLeftMs()).isBetween(1L, 20_000L);
    assertThat(goAway.resumeToken()).isEmpty();
    here.await1(ServerMessage.VoiceResponse.class);
    assertThat(here.awaitClose()).isEqualTo(1001);
    assertThat(gateway.held().get("away")).isZero();
  }
}
