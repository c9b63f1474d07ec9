package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ModeNews;
import coda.voice.client.ReconnectPolicy;
import coda.voice.client.audio.AudioBytes;
import coda.voice.client.audio.AudioSource;
import coda.voice.client.audio.PaceClock;
import coda.voice.client.audio.RealTimeMicrophone;
import coda.voice.engine.EngineProvider;
import coda.voice.engine.EngineRegistry;
import coda.voice.engines.kyutai.moshi.MoshiProvider;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.Subscribe;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.Mode;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.ServerMessage.ConversationState;
import coda.voice.protocol.coda.ServerMessage.Status;
import coda.voice.protocol.coda.ServerMessage.Transcript;
import coda.voice.protocol.coda.ServerMessage.VoiceResponse;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import coda.voice.testkit.engines.TalkingEngines;
import coda.voice.testkit.peers.moshi.MoshiManner;
import coda.voice.testkit.peers.moshi.MoshiVoice;
import coda.voice.testkit.peers.moshi.ScriptedMoshi;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whole conversations with Moshi: a client, a server and a Moshi peer, all over real sockets. What
 * the user says is always understood as "hello there".
 */
class MoshiConversationTest {
  private static final int RATE = 16_000;
  private static final StreamFormat FORMAT =
      new StreamFormat(RATE, 1, AudioFormat.PCM16, AudioEncoding.BINARY);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String MOSHI = "I am Moshi";
  private static final String CHAIN = "You said hello there.";

  private final TalkingEngines talking = new TalkingEngines();

  @AfterEach
  void shouldHoldNothing() {
    Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(talking.held()).isZero());
    talking.close();
  }

  @Test
  void shouldConverseWithMoshiAlone() throws Exception {
    try (ScriptedMoshi moshi = new ScriptedMoshi(manner());
        VoiceServer server = server(moshi.port())) {
      try (Caller caller = new Caller(server, Mode.MOSHI_ONLY)) {
        awaitActive(moshi, 1);
        caller.speak();

        assertThat(caller.reply(1).textContent()).isEqualTo(MOSHI);
        assertThat(caller.heardMs()).isBetween(1_000L, 4_000L);
        assertThat(caller.transcripts()).containsExactly("hello there");
        assertThat(caller.news(ModeNews.Routed.class))
            .singleElement()
            .satisfies(
                routed -> {
                  assertThat(routed.mode()).isEqualTo("moshi_only");
                  assertThat(routed.route()).isEqualTo("duplex");
                });
        caller.speak();
        assertThat(caller.reply(2).textContent()).isEqualTo(MOSHI);
      }
      awaitNothingHeld(server, moshi);
    }
  }

  @Test
  void shouldAnswerByMoshiAndByTheChainInHybridMode() throws Exception {
    try (ScriptedMoshi moshi = new ScriptedMoshi(manner());
        VoiceServer server = server(moshi.port())) {
      try (Caller caller = new Caller(server, Mode.HYBRID)) {
        awaitActive(moshi, 1);
        caller.speak();
        assertThat(caller.reply(1).textContent()).isEqualTo(MOSHI);

        caller.client.sendText("good morning");
        assertThat(caller.reply(2).textContent()).isEqualTo("You said good morning.");
        assertThat(caller.news(ModeNews.Answered.class))
            .extracting(ModeNews.Answered::answerer)
            .startsWith("duplex");
        assertThat(caller.news(ModeNews.Routed.class))
            .extracting(ModeNews.Routed::route)
            .containsExactly("sequential", "chain");
        caller.awaitLines(4);
      }
      awaitNothingHeld(server, moshi);
    }
  }

  @Test
  void shouldGoOnWithoutAMoshiThatDiesAndWithItWhenItIsBack() throws Exception {
    ScriptedMoshi first = new ScriptedMoshi(manner());
    int port = first.port();
    try (VoiceServer server = server(port)) {
      try (Caller caller = new Caller(server, Mode.MOSHI_ONLY)) {
        awaitActive(first, 1);
        caller.speak();
        assertThat(caller.reply(1).textContent()).isEqualTo(MOSHI);

        first.close();

        assertThat(caller.change(1))
            .satisfies(
                change -> {
                  assertThat(change.effective()).isEqualTo("traditional");
                  assertThat(change.code()).startsWith("ENGINE_");
                  assertThat(change.recovered()).isFalse();
                });
        caller.speak();
        assertThat(caller.reply(2).textContent()).isEqualTo(CHAIN);

        try (ScriptedMoshi second = new ScriptedMoshi(manner(), null, port)) {
          assertThat(caller.change(2).recovered()).isTrue();
          caller.speak();
          assertThat(caller.reply(3).textContent()).isEqualTo(MOSHI);
          caller.close();
          awaitNothingHeld(server, second);
        }
      }
    }
  }

  @Test
  void shouldBeginWithoutAMoshiThatIsNotThereYet() throws Exception {
    int port = freePort();
    try (VoiceServer server = server(port);
        Caller caller = new Caller(server, Mode.MOSHI_ONLY)) {
      assertThat(caller.change(1).code()).isEqualTo("ENGINE_UNAVAILABLE");
      caller.speak();
      assertThat(caller.reply(1).textContent()).isEqualTo(CHAIN);

      try (ScriptedMoshi moshi = new ScriptedMoshi(manner(), null, port)) {
        assertThat(caller.change(2).recovered()).isTrue();
        caller.speak();
        assertThat(caller.reply(2).textContent()).isEqualTo(MOSHI);
        caller.close();
        awaitNothingHeld(server, moshi);
      }
    }
  }

  private static MoshiManner manner() {
    short[] utterance = new short[24_000 * 12 / 10];
    for (int i = 0; i < utterance.length; i++) {
      utterance[i] = (short) (8_000 * Math.sin(2 * Math.PI * 220 * i / 24_000));
    }
    return MoshiManner.python()
        .says(() -> MoshiVoice.answering(utterance, List.of(" I", " am", " Mo", "shi")));
  }

  private VoiceServer server(int moshiPort) throws InterruptedException {
    List<EngineProvider<?>> providers = new ArrayList<>(talking.registry().providers());
    providers.add(new MoshiProvider());
    EngineRegistry registry = EngineRegistry.of(providers);
    List<String> settings =
        new ArrayList<>(
            List.of(
                "server.port=0",
                "storage.enabled=false",
                "server.drain_ms=0",
                "engines.duplex_model=moshi",
                "engines.moshi.urls=ws://localhost:" + moshiPort,
                // A busy machine is no reason to give anything up.
                "conversation.turns.first_text_ms=20000",
                "conversation.turns.first_audio_ms=20000",
                "conversation.turns.reply_budget_ms=20000",
                "conversation.modes.duplex_wait_ms=10000"));
    for (String role :
        List.of("recognizer", "synthesizer", "language_model", "voice_activity", "turn_detector")) {
      settings.add("engines." + role + "=" + TalkingEngines.NAME);
    }
    return VoiceServer.start(
        new ConfigLoader(registry).load(ConfigSources.none().withOverrides(settings)),
        registry,
        "test");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitActive(ScriptedMoshi moshi, int sessions) {
    Awaitility.await().atMost(PATIENCE).until(() -> moshi.active() == sessions);
  }

  private static void awaitNothingHeld(VoiceServer server, ScriptedMoshi moshi) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(server.held()).isZero();
              assertThat(server.connections()).isZero();
              assertThat(moshi.active()).isZero();
            });
  }

  /** Somebody with an open microphone, who is silent until told to speak. */
  private static final class Caller implements AutoCloseable {
    private static final int SPEECH = RATE * 6 / 10;

    final CodaClient client;
    private final List<ServerMessage> told = new CopyOnWriteArrayList<>();
    private final AtomicLong heard = new AtomicLong();
    private final AtomicInteger toSay = new AtomicInteger();
    private final RealTimeMicrophone microphone;

    Caller(VoiceServer server, Mode mode) {
      client =
          new CodaClient(
              ClientOptions.to(server.uri()).reconnect(ReconnectPolicy.NEVER).build(),
              this::onEvent);
      client.connect();
      client.startConversation(
          new ConversationStart(
              Optional.empty(),
              Optional.empty(),
              Optional.of(mode),
              Optional.empty(),
              Optional.empty(),
              List.of()));
      client.send(new Subscribe(ModeNews.EVENTS));
      client.startVoice(new VoiceStart(Optional.empty(), AudioConfig.both(FORMAT)));
      microphone =
          new RealTimeMicrophone(
              new Mouth(),
              step -> client.sendAudio(AudioBytes.encode(step, AudioFormat.PCM16), step.length),
              PaceClock.SYSTEM);
      microphone.start();
    }

    private void onEvent(CodaEvent event) {
      switch (event) {
        case CodaEvent.Message message -> told.add(message.envelope().message());
        case CodaEvent.Audio audio -> heard.addAndGet(audio.frame().payload().remaining() / 2);
        default -> {}
      }
    }

    void speak() {
      toSay.set(SPEECH);
    }

    /** A reply, counted from 1, with everything that was told if it did not come to its end. */
    VoiceResponse reply(int number) {
      VoiceResponse reply = await(VoiceResponse.class, number);
      assertThat(reply.outcome()).as(told::toString).isEqualTo(Outcome.COMPLETED);
      return reply;
    }

    /** A change of the mode, counted from 1. */
    ModeNews.Changed change(int number) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> news(ModeNews.Changed.class).size() >= number);
      return news(ModeNews.Changed.class).get(number - 1);
    }

    <N extends ModeNews> List<N> news(Class<N> kind) {
      return all(Status.class).stream()
          .flatMap(status -> ModeNews.of(status).stream())
          .filter(kind::isInstance)
          .map(kind::cast)
          .toList();
    }

    List<String> transcripts() {
      return all(Transcript.class).stream()
          .filter(Transcript::isFinal)
          .map(Transcript::text)
          .toList();
    }

    /** Waits until the conversation remembers so many lines. */
    void awaitLines(int lines) {
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> all(ConversationState.class).getLast().messageCount() == lines);
    }

    long heardMs() {
      return heard.get() * 1000 / RATE;
    }

    private <M extends ServerMessage> M await(Class<M> kind, int number) {
      try {
        Awaitility.await().atMost(PATIENCE).until(() -> all(kind).size() >= number);
      } catch (org.awaitility.core.ConditionTimeoutException e) {
        throw new AssertionError("only this came: " + told, e);
      }
      return all(kind).get(number - 1);
    }

    private <M extends ServerMessage> List<M> all(Class<M> kind) {
      return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void close() {
      microphone.close();
      client.close();
    }

    /** Loud while there is something to say, else silent. */
    private final class Mouth implements AudioSource {
      @Override
      public int sampleRate() {
        return RATE;
      }

      @Override
      public boolean isLive() {
        return false;
      }

      @Override
      public int read(short[] target) {
        boolean speaks = toSay.getAndUpdate(left -> Math.max(0, left - target.length)) > 0;
        Arrays.fill(target, (short) 0);
        for (int i = 0; speaks && i < target.length; i++) {
          target[i] = (short) (i % 40 < 20 ? 6_000 : -6_000);
        }
        return target.length;
      }

      @Override
      public void close() {}
    }
  }
}
