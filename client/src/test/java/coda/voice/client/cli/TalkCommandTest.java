package coda.voice.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.client.PeerConnection;
import coda.voice.client.ScriptedPeer;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.BinaryFrame;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.Playback;
import coda.voice.protocol.coda.ClientMessage.VoiceChunk;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.CloseCode;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.EventType;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Failure;
import coda.voice.protocol.coda.ServerMessage.Latency;
import coda.voice.protocol.coda.ServerMessage.PlaybackHeld;
import coda.voice.protocol.coda.ServerMessage.PlaybackResumed;
import coda.voice.protocol.coda.ServerMessage.SpeechStarted;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.ServerMessage.VoiceStreamChunk;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(60)
class TalkCommandTest {
  private static final int REPLY_SAMPLES = 8_000;

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path speech;
  private Path reply;

  @BeforeEach
  void record() throws IOException {
    speech = folder.resolve("speech.wav");
    reply = folder.resolve("reply.wav");
    short[] samples = new short[8_000];
    Arrays.fill(samples, 0, 4_800, (short) 5_000);
    Files.write(speech, WavFile.bytes(samples, 16_000));
  }

  private int talk(URI uri, Object... more) {
    List<String> args = new ArrayList<>(List.of("--url", uri.toString(), "-o", reply.toString()));
    for (Object each : more) {
      args.add(each.toString());
    }
    CommandLine command = new CommandLine(new TalkCommand());
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(args.toArray(String[]::new));
  }

  /** Answers once it has heard 20 frames (400 ms), or at once what is typed. */
  private static class AnsweringPeer extends ScriptedPeer {
    private final AtomicInteger heard = new AtomicInteger();

    AnsweringPeer() throws IOException {}

    @Override
    protected void onFrame(PeerConnection to, BinaryFrame frame) throws IOException {
      if (heard.incrementAndGet() == 20) {
        hear(to, AudioEncoding.BINARY);
      }
    }

    @Override
    protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
        throws IOException {
      super.onMessage(to, envelope);
      if (envelope.message() instanceof VoiceChunk chunk) {
        if (chunk.textContent().isPresent()) {
          answer(to, AudioEncoding.BINARY);
        } else if (heard.incrementAndGet() == 20) {
          hear(to, encoding());
        }
      }
    }

    private AudioEncoding encoding() {
      return messages.stream()
          .filter(VoiceStart.class::isInstance)
          .map(start -> ((VoiceStart) start).audioConfig().encoding())
          .findFirst()
          .orElseThrow();
    }

    void hear(PeerConnection to, AudioEncoding encoding) throws IOException {
      to.send(new SpeechStarted(0));
      to.send(new ConversationState("listening", Mode.TRADITIONAL, false, true, 0));
      to.send(transcript("what", false));
      to.send(new ConversationState("processing", Mode.TRADITIONAL, false, true, 0));
      to.send(transcript("what time\u001b[2J is it", true));
      answer(to, encoding);
    }

    void answer(PeerConnection to, AudioEncoding encoding) throws IOException {
      to.send(chunk("It is ten past four.", Optional.empty(), false));
      byte[] piece = new byte[640];
      Arrays.fill(piece, (byte) 3);
      for (int at = 0; at < REPLY_SAMPLES / 320; at++) {
        if (encoding == AudioEncoding.BINARY) {
          to.binary(
              new BinaryFrame(
                      BinaryFrame.Kind.REPLY, false, 1, at, at * 320L, ByteBuffer.wrap(piece))
                  .encode());
        } else {
          to.send(chunk("", Optional.of(AudioText.encode(encoding, piece)), false));
        }
      }
      to.send(chunk("", Optional.empty(), true));
      to.send(response(Outcome.COMPLETED));
      to.send(new ConversationState("waiting", Mode.TRADITIONAL, false, true, 2));
    }

    static Transcript transcript(String text, boolean isFinal) {
      return new Transcript(text, isFinal, "t-1", OptionalDouble.of(0.9), List.of());
    }

    static VoiceStreamChunk chunk(String text, Optional<String> audio, boolean complete) {
      return new VoiceStreamChunk("given-1", "r-1", 0, text, audio, complete, 1, "test");
    }

    static VoiceResponse response(Outcome outcome) {
      return new VoiceResponse(
          "given-1",
          "r-1",
          "It is ten past four.",
          Optional.empty(),
          0.5,
          OptionalDouble.empty(),
          Mode.TRADITIONAL,
          new Latency(
              OptionalLong.of(300),
              OptionalLong.of(100),
              OptionalLong.of(20),
              OptionalLong.of(80),
              OptionalLong.of(500)),
          1,
          outcome);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary", "base64", "hex"})
  void shouldShowBothSidesAndSaveTheReply(String encoding) throws IOException {
    try (AnsweringPeer peer = new AnsweringPeer()) {
      assertThat(talk(peer.uri(), speech, "--encoding", encoding)).isZero();
    }
    assertThat(out.toString())
        .contains("you …  what")
        .contains("you:   what time [2J is it  (90 %)")
        .contains("It is ten past four.")
        .contains(
            "server: end of turn 300 ms, transcript 100 ms, first text 20 ms, first audio 80 ms,"
                + " total 500 ms")
        .contains("here:   end of speech → final transcript ", "first reply audio ")
        .contains("Saved 0.50 s to " + reply)
        .doesNotContain("\u001b");
    WavAudio saved = WavFile.read(reply);
    assertThat(saved.samples()).hasSize(REPLY_SAMPLES).containsOnly((short) 0x0303);
    assertThat(err.toString()).isEmpty();
  }

  /** Takes a cough for an interruption until the client has said where it stands. */
  private static final class HesitatingPeer extends AnsweringPeer {
    /** Long enough that the client cannot have played it all when it is asked to hold. */
    static final int BEFORE = 20 * 16_000;

    static final int AFTER = 4_000;

    HesitatingPeer() throws IOException {}

    @Override
    void answer(PeerConnection to, AudioEncoding encoding) throws IOException {
      to.send(chunk("It is ten past four.", Optional.empty(), false));
      send(to, 0, BEFORE);
      to.send(new PlaybackHeld("r-1"));
    }

    @Override
    protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
        throws IOException {
      super.onMessage(to, envelope);
      if (envelope.message() instanceof Playback) {
        to.send(new PlaybackResumed("r-1"));
        send(to, BEFORE, BEFORE + AFTER);
        to.send(chunk("", Optional.empty(), true));
        to.send(response(Outcome.COMPLETED));
        to.send(new ConversationState("waiting", Mode.TRADITIONAL, false, true, 2));
      }
    }

    private void send(PeerConnection to, int from, int until) throws IOException {
      byte[] piece = new byte[2 * (until - from)];
      Arrays.fill(piece, (byte) 3);
      to.binary(
          new BinaryFrame(BinaryFrame.Kind.REPLY, false, 1, from, from, ByteBuffer.wrap(piece))
              .encode());
    }
  }

  @Test
  void shouldHoldItsBreathWhileTheServerDecides() throws IOException {
    try (HesitatingPeer peer = new HesitatingPeer()) {
      assertThat(talk(peer.uri(), "--text", "what time is it")).isZero();
      assertThat(peer.messages)
          .filteredOn(Playback.class::isInstance)
          .map(Playback.class::cast)
          .singleElement()
          .satisfies(
              playback -> {
                assertThat(playback.responseId()).isEqualTo("r-1");
                assertThat(playback.playedMs()).isBetween(0L, 19_999L);
              });
    }
    int heard = 0;
    for (short sample : WavFile.read(reply).samples()) {
      heard += sample == 0 ? 0 : 1;
    }
    assertThat(heard)
        .as("samples of the reply")
        .isEqualTo(HesitatingPeer.BEFORE + HesitatingPeer.AFTER);
  }

  @Test
  void shouldSendTheWholeFileAndThenSilence() throws IOException {
    try (AnsweringPeer peer = new AnsweringPeer()) {
      assertThat(talk(peer.uri(), speech)).isZero();
      assertThat(peer.frames).hasSizeGreaterThan(25);
      assertThat(peer.frames.get(0).bytes()[1]).isEqualTo((byte) (5_000 >> 8));
      assertThat(peer.frames.get(14).bytes()[639]).isEqualTo((byte) (5_000 >> 8));
      assertThat(peer.frames.subList(15, peer.frames.size()))
          .allSatisfy(frame -> assertThat(frame.bytes()).containsOnly(0));
      assertThat(peer.messages.getLast()).isInstanceOf(ClientMessage.ConversationEnd.class);
    }
  }

  @Test
  void shouldTalkInWriting() throws IOException {
    try (AnsweringPeer peer = new AnsweringPeer()) {
      assertThat(talk(peer.uri(), "--text", "what time is it", "--mode", "traditional")).isZero();
      assertThat(peer.messages)
          .contains(
              new VoiceChunk(
                  Optional.empty(),
                  Optional.of("what time is it"),
                  Optional.empty(),
                  true,
                  Optional.empty()));
    }
    assertThat(out.toString()).contains("It is ten past four.", "Saved 0.50 s");
  }

  @Test
  void shouldPrintLinesForPrograms() throws IOException {
    try (AnsweringPeer peer = new AnsweringPeer()) {
      assertThat(talk(peer.uri(), speech, "--json")).isZero();
    }
    List<String> events = new ArrayList<>();
    ObjectMapper mapper = new ObjectMapper();
    for (String line : out.toString().lines().toList()) {
      JsonNode event = mapper.readTree(line);
      assertThat(event.get("at_ms").isIntegralNumber()).isTrue();
      events.add(event.get("event").asText());
      if (event.get("event").asText().equals("reply")) {
        assertThat(event.at("/server_ms/total").asInt()).isEqualTo(500);
        assertThat(event.at("/client_ms/first_audio").isIntegralNumber()).isTrue();
      }
    }
    assertThat(events)
        .containsExactly(
            "connected",
            "opened",
            "sending",
            "transcript",
            "transcript",
            "reply_text",
            "reply",
            "closed",
            "saved");
  }

  /** Works in hybrid mode for as long as its duplex model is there. */
  private static final class HybridPeer extends AnsweringPeer {
    HybridPeer() throws IOException {}

    @Override
    void answer(PeerConnection to, AudioEncoding encoding) throws IOException {
      tell(
          to,
          "turn_routed",
          Map.of(
              "response_id",
              "r-1",
              "mode",
              "hybrid",
              "route",
              "sequential",
              "reasons",
              List.of("asks for a calculation", "a question\u001b[2J for a fact"),
              "explored",
              true));
      tell(
          to,
          "turn_answered",
          Map.of("response_id", "r-1", "answerer", "duplex", "reason", "holds the floor"));
      tell(to, "mode_changed", changed("traditional", "ENGINE_LOST", false));
      tell(to, "mode_changed", changed("hybrid", "", true));
      super.answer(to, encoding);
    }

    private static Map<String, Object> changed(String effective, String code, boolean recovered) {
      return Map.of(
          "requested", "hybrid", "effective", effective, "code", code, "recovered", recovered);
    }

    private static void tell(PeerConnection to, String type, Map<String, Object> data)
        throws IOException {
      to.send(new Status(type, "e-1", data, 1));
    }
  }

  @Test
  void shouldShowWhoAnswersAndInWhichMode() throws IOException {
    try (HybridPeer peer = new HybridPeer()) {
      assertThat(talk(peer.uri(), "--text", "what time is it", "--mode", "hybrid")).isZero();
      assertThat(peer.messages)
          .contains(
              new ClientMessage.Subscribe(
                  List.of(
                      EventType.PROCESSING_FAILED,
                      EventType.TURN_ROUTED,
                      EventType.TURN_ANSWERED,
                      EventType.MODE_CHANGED)));
    }
    assertThat(out.toString().lines())
        .containsSubsequence(
            "route:  sequential: asks for a calculation, a question [2J for a fact (explored)",
            "heard:  duplex: holds the floor",
            "mode:   traditional instead of hybrid for now (ENGINE_LOST)",
            "mode:   hybrid again");
  }

  @Test
  void shouldPrintWhoAnswersForPrograms() throws IOException {
    try (HybridPeer peer = new HybridPeer()) {
      assertThat(talk(peer.uri(), "--text", "what time is it", "--json")).isZero();
    }
    ObjectMapper mapper = new ObjectMapper();
    Map<String, JsonNode> events = new HashMap<>();
    for (String line : out.toString().lines().toList()) {
      JsonNode event = mapper.readTree(line);
      events.putIfAbsent(event.get("event").asText(), event);
    }
    assertThat(events.get("turn_routed").get("reasons")).hasSize(2);
    assertThat(events.get("turn_routed").get("explored").asBoolean()).isTrue();
    assertThat(events.get("turn_answered").get("answerer").asText()).isEqualTo("duplex");
    assertThat(events.get("mode_changed").get("code").asText()).isEqualTo("ENGINE_LOST");
    assertThat(events.get("mode_changed").get("recovered").asBoolean()).isFalse();
  }

  @Test
  void shouldSayThatThereIsNoServer() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(talk(URI.create("ws://127.0.0.1:" + port + "/ws/voice"), "--text", "hello"))
        .isEqualTo(TalkCommand.NO_SERVER);
    assertThat(err.toString())
        .contains("No server at ws://127.0.0.1:" + port + "/ws/voice: start one with ./coda run");
  }

  @Test
  void shouldSayThatAFileIsMissingOrNoWav() throws IOException {
    URI nowhere = URI.create("ws://127.0.0.1:1/");
    assertThat(talk(nowhere, folder.resolve("none.wav"))).isEqualTo(TalkCommand.USAGE);
    assertThat(err.toString()).contains("There is no file").contains("none.wav");
    Path text = Files.writeString(folder.resolve("text.wav"), "this is no sound at all, but words");
    assertThat(talk(nowhere, text)).isEqualTo(TalkCommand.USAGE);
    assertThat(err.toString()).contains("text.wav cannot be used", "AUDIO_WAV");
  }

  @Test
  void shouldRefuseWrongUsage() {
    URI nowhere = URI.create("ws://127.0.0.1:1/");
    assertThat(talk(nowhere)).isEqualTo(TalkCommand.USAGE);
    assertThat(talk(nowhere, speech, "--text", "x")).isEqualTo(TalkCommand.USAGE);
    assertThat(talk(nowhere, "--text", "x", "--timeout", "-1")).isEqualTo(TalkCommand.USAGE);
    assertThat(talk(nowhere, "--text", "x", "--encoding", "mp3")).isEqualTo(TalkCommand.USAGE);
    assertThat(talk(URI.create("http://localhost/"), "--text", "x")).isEqualTo(TalkCommand.USAGE);
    assertThat(err.toString()).contains("not an address of the form ws://host/");
  }

  @Test
  void shouldReportWhatTheServerRefuses() throws IOException {
    ScriptedPeer refusing =
        new ScriptedPeer() {
          @Override
          protected void onMessage(PeerConnection to, Envelope<ClientMessage> envelope)
              throws IOException {
            to.answer(
                new Failure("No room", "SESSIONS_FULL", "ref-1", OptionalLong.empty(), false),
                envelope);
          }
        };
    try (refusing) {
      assertThat(talk(refusing.uri(), "--text", "x")).isEqualTo(TalkCommand.REFUSED);
    }
    assertThat(err.toString()).contains("No room (reference ref-1) (SESSIONS_FULL)");
  }

  @Test
  void shouldGiveUpWaitingForAServerThatSaysNothing() throws IOException {
    try (ScriptedPeer mute = new ScriptedPeer()) {
      assertThat(talk(mute.uri(), "--text", "x", "--timeout", "0.3"))
          .isEqualTo(TalkCommand.NO_REPLY);
    }
    assertThat(err.toString()).contains("The server did not answer");
    assertThat(reply).doesNotExist();
  }

  @Test
  void shouldNotWaitForAReplyToATurnThatWasDropped() throws IOException {
    AnsweringPeer deaf =
        new AnsweringPeer() {
          @Override
          void hear(PeerConnection to, AudioEncoding encoding) throws IOException {
            to.send(
                new Status(
                    "processing_failed",
                    "e-1",
                    Map.of("code", "TURN_NO_WORDS", "message", "No words were heard"),
                    1));
          }
        };
    try (deaf) {
      assertThat(talk(deaf.uri(), speech)).isEqualTo(TalkCommand.NO_REPLY);
    }
    assertThat(out.toString()).contains("(No words were heard, TURN_NO_WORDS)");
  }

  @Test
  void shouldFailWhenTheReplyFailed() throws IOException {
    AnsweringPeer failing =
        new AnsweringPeer() {
          @Override
          void answer(PeerConnection to, AudioEncoding encoding) throws IOException {
            to.send(response(Outcome.FAILED));
          }
        };
    try (failing) {
      assertThat(talk(failing.uri(), "--text", "x")).isEqualTo(TalkCommand.FAILED);
    }
    assertThat(out.toString()).contains("(the reply failed)", "No sound came");
  }

  @Test
  void shouldSayThatTheConnectionWasLostForGood() throws IOException {
    AnsweringPeer closing =
        new AnsweringPeer() {
          @Override
          void hear(PeerConnection to, AudioEncoding encoding) throws IOException {
            to.close(CloseCode.PROTOCOL_ABUSE.code(), "enough");
          }
        };
    try (closing) {
      assertThat(talk(closing.uri(), speech)).isEqualTo(TalkCommand.NO_SERVER);
    }
    assertThat(err.toString()).contains("Connection lost: enough");
  }

  @Test
  void shouldExplainItself() {
    CommandLine command = new CommandLine(new TalkCommand());
    command.setOut(new PrintWriter(out, true));
    assertThat(command.execute("--help")).isZero();
    assertThat(out.toString()).contains("Exit codes", "--encoding", "--json", "reply.wav");
  }
}
