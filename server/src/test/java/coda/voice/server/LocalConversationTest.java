package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.LevelMeter;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.CodaListener;
import coda.voice.client.ReconnectPolicy;
import coda.voice.client.audio.AudioBytes;
import coda.voice.client.audio.PaceClock;
import coda.voice.client.audio.RealTimeMicrophone;
import coda.voice.client.audio.RecordedSource;
import coda.voice.client.audio.ReplyRecorder;
import coda.voice.engine.EngineContext;
import coda.voice.engine.EngineRegistry;
import coda.voice.engine.Synthesizer;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.server.demo.Demo;
import coda.voice.server.demo.DemoResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The whole thing: the local engines, a real socket, real speech at real-time pace. */
@Isolated("speaks in real time")
class LocalConversationTest {
  private static final int RATE = 16_000;
  private static final StreamFormat FORMAT =
      new StreamFormat(RATE, 1, AudioFormat.PCM16, AudioEncoding.BINARY);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final EngineRegistry REGISTRY = EngineRegistry.discover();
  private static VoiceServer server;

  @BeforeAll
  static void start() throws InterruptedException {
    server =
        VoiceServer.start(
            new ConfigLoader(REGISTRY)
                .load(
                    ConfigSources.none()
                        .withOverrides(
                            List.of(
                                "server.port=0",
                                "storage.enabled=false",
                                "server.limits.connections_per_address=500",
                                "server.limits.address.conversations=500",
                                "server.limits.per_minute.connections=100000",
                                "server.limits.per_minute.conversations=100000",
                                "server.load.cpu=0"))),
            REGISTRY,
            "test");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(server.held()).isZero();
  }

  @AfterEach
  void nothingIsHeldWhenNobodyTalks() {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(server.connections()).isZero();
              assertThat(server.held()).isZero();
            });
  }

  @Test
  void aSpokenQuestionIsAnsweredAloud() throws Exception {
    Caller caller = new Caller();
    caller.speak("what-time-is-it.wav");

    assertThat(caller.finalTranscripts()).containsExactly("what time is it");
    assertThat(caller.last().textContent()).containsPattern("(?i)it('s| is) ");
    short[] reply = caller.recorder.sound();
    assertThat(reply.length).isGreaterThan(RATE * 8 / 10);
    LevelMeter level = new LevelMeter();
    level.add(reply, 0, reply.length);
    assertThat(level.rmsDbfs()).as("the answer can be heard").isGreaterThan(-35);
    assertThat(level.peakDbfs()).as("and is not distorted").isLessThan(0);
    assertThat(caller.last().latency().total()).isPresent();
  }

  @Test
  void anotherVoiceIsUnderstoodToo() throws Exception {
    Caller caller = new Caller();
    caller.speak("add-milk-and-eggs.wav");

    assertThat(caller.last().textContent()).contains("milk", "eggs");
  }

  @Test
  void aGoodbyeEndsTheConversationAndAudioThatCrossesItIsNoMistake() {
    Caller caller = new Caller();
    try (CodaClient client = connected(caller)) {
      client.sendAudio(new byte[640], 320);
      client.sendText("goodbye");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> !caller.all(ServerMessage.ConversationEnded.class).isEmpty());
      client.sendAudio(new byte[640], 320);
      client.request(new ClientMessage.Ping(Optional.empty()), ServerMessage.Pong.class);
    }
    assertThat(caller.last().textContent()).isNotBlank();
    assertThat(caller.all(ServerMessage.Failure.class)).isEmpty();
  }

  @Test
  void aWholeConversationWithAnInterruptionGoesThrough() throws Exception {
    StringWriter out = new StringWriter();
    try (ExecutorService threads = Executors.newFixedThreadPool(2);
        Synthesizer user =
            REGISTRY
                .provider(Synthesizer.class, "freetts")
                .open(new EngineContext(Map.of(), threads, threads))) {
      user.warmUp();
      DemoResult result = new Demo(new PrintWriter(out, true)).talk(server.uri(), user);
      assertThat(result.problems()).as(out.toString()).isEmpty();
    }
  }

  @Test
  void callersWhoVanishInMidWordLeaveNothingBehind() throws Exception {
    short[] speech = new short[RATE];
    RecordedSource.ofWav(Path.of("src/test/resources/speech/add-milk-and-eggs.wav"), RATE)
        .read(speech);
    for (int round = 0; round < 10; round++) {
      List<CodaClient> callers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        CodaClient caller = connected(event -> {});
        for (int at = 0; at + 320 <= speech.length; at += 320) {
          caller.sendAudio(
              AudioBytes.encode(Arrays.copyOfRange(speech, at, at + 320), AudioFormat.PCM16), 320);
        }
        callers.add(caller);
      }
      callers.forEach(CodaClient::close);
    }
  }

  private static CodaClient connected(CodaListener listener) {
    CodaClient client =
        new CodaClient(
            ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(), listener);
    client.connect();
    client.startConversation(
        new ConversationStart(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of()));
    client.startVoice(new VoiceStart(Optional.empty(), AudioConfig.both(FORMAT)));
    return client;
  }

  /** Somebody who says one thing and listens to the whole answer. */
  private static final class Caller implements CodaListener {
    final ReplyRecorder recorder = new ReplyRecorder(RATE, 120, System::nanoTime);
    private final List<ServerMessage> messages = new ArrayList<>();

    void speak(String recording) throws Exception {
      Path file = Path.of("src/test/resources/speech", recording);
      try (CodaClient client = connected(this);
          RealTimeMicrophone microphone =
              new RealTimeMicrophone(
                  RecordedSource.ofWav(file, RATE),
                  step -> client.sendAudio(AudioBytes.encode(step, AudioFormat.PCM16), step.length),
                  PaceClock.SYSTEM)) {
        microphone.start();
        Awaitility.await()
            .atMost(PATIENCE)
            .until(() -> !all(ServerMessage.VoiceResponse.class).isEmpty());
      }
    }

    @Override
    public void onEvent(CodaEvent event) {
      switch (event) {
        case CodaEvent.Message m -> {
          synchronized (messages) {
            messages.add(m.envelope().message());
          }
        }
        case CodaEvent.Audio a -> {
          byte[] payload = new byte[a.frame().payload().remaining()];
          a.frame().payload().get(payload);
          recorder.add(AudioBytes.decode(payload, FORMAT));
        }
        default -> {}
      }
    }

    <T extends ServerMessage> List<T> all(Class<T> kind) {
      synchronized (messages) {
        return messages.stream().filter(kind::isInstance).map(kind::cast).toList();
      }
    }

    List<String> finalTranscripts() {
      return all(ServerMessage.Transcript.class).stream()
          .filter(ServerMessage.Transcript::isFinal)
          .map(ServerMessage.Transcript::text)
          .toList();
    }

    ServerMessage.VoiceResponse last() {
      return all(ServerMessage.VoiceResponse.class).getLast();
    }
  }
}
