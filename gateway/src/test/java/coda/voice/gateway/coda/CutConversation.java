package coda.voice.gateway.coda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.client.ClientException;
import coda.voice.client.ClientOptions;
import coda.voice.client.CodaClient;
import coda.voice.client.CodaEvent;
import coda.voice.client.ReconnectPolicy;
import coda.voice.gateway.Sounds;
import coda.voice.gateway.TestGateway;
import coda.voice.protocol.coda.AudioConfig;
import coda.voice.protocol.coda.AudioEncoding;
import coda.voice.protocol.coda.AudioFormat;
import coda.voice.protocol.coda.AudioText;
import coda.voice.protocol.coda.ClientMessage.ConversationStart;
import coda.voice.protocol.coda.ClientMessage.VoiceStart;
import coda.voice.protocol.coda.Envelope;
import coda.voice.protocol.coda.Outcome;
import coda.voice.protocol.coda.ServerMessage;
import coda.voice.protocol.coda.StreamFormat;
import coda.voice.protocol.coda.TurnMode;
import coda.voice.testkit.engines.TalkingEngines;
import coda.voice.testkit.net.CuttingProxy;
import coda.voice.testkit.net.Fault;
import coda.voice.testkit.net.Fault.Direction;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** One conversation over connections that break, and what must be true of it. */
final class CutConversation {
  private static final int TURNS = 5;
  private static final int CUTS = 7;
  private static final int FRAME_SAMPLES = 320;

  private final long seed;
  private final Random random;
  private final TestGateway gateway;
  private final AudioEncoding encoding;
  private final List<CodaEvent> events = new CopyOnWriteArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private int spokenFrames;

  CutConversation(long seed, TestGateway gateway) {
    this.seed = seed;
    this.random = new Random(seed);
    this.gateway = gateway;
    this.encoding = random.nextBoolean() ? AudioEncoding.BINARY : AudioEncoding.BASE64;
  }

  long spokenSamples() {
    return (long) spokenFrames * FRAME_SAMPLES;
  }

  int resumptions() {
    return (int) events.stream().filter(CodaEvent.Resumed.class::isInstance).count();
  }

  Void run() {
    try (CuttingProxy proxy = RandomCutsTest.proxy(gateway)) {
      for (int i = 0; i < CUTS; i++) {
        proxy.plan(fault());
      }
      try (CodaClient client = connected(proxy)) {
        begin(client);
        client.startVoice(voice());
        for (int turn = 0; turn < TURNS; turn++) {
          turn(client);
        }
        ServerMessage.ConversationEnded ended = client.endConversation();
        check(ended);
      }
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "Seed %d, %s, asked %s: %s%n%s"
              .formatted(
                  seed,
                  encoding,
                  asked,
                  e.getMessage(),
                  events.stream()
                      .filter(event -> !(event instanceof CodaEvent.Audio))
                      .map(CutConversation::shown)
                      .toList()
                      .reversed()
                      .stream()
                      .limit(60)
                      .toList()
                      .reversed()
                      .stream()
                      .collect(Collectors.joining("\n"))),
          e);
    }
    return null;
  }

  private static String shown(CodaEvent event) {
    String text = event.toString();
    return text.substring(0, Math.min(300, text.length()));
  }

  private Fault fault() {
    Direction direction = random.nextBoolean() ? Direction.UP : Direction.DOWN;
    // The handshake has some hundred bytes, a resumption as many, a turn some ten thousand.
    int atByte = random.nextInt(random.nextInt(3) == 0 ? 1_500 : 30_000);
    return switch (random.nextInt(4)) {
      case 0 -> Fault.close(direction, atByte);
      case 1 -> Fault.stall(direction, atByte);
      default -> Fault.cut(direction, atByte);
    };
  }

  /** A first connection that fails is final for a client, so there may have to be another. */
  private CodaClient connected(CuttingProxy proxy) {
    URI uri = URI.create("ws://127.0.0.1:" + proxy.port() + "/ws/voice");
    while (true) {
      CodaClient client =
          new CodaClient(
              ClientOptions.to(uri)
                  .reconnect(new ReconnectPolicy(1, 20, 1_000, 0.5))
                  .connectTimeout(Duration.ofSeconds(2))
                  .requestTimeout(Duration.ofSeconds(40))
                  .heartbeat(Duration.ofMillis(250))
                  .build(),
              events::add);
      try {
        client.connect();
        return client;
      } catch (ClientException e) {
        events.clear();
      }
    }
  }

  /** Until a conversation has begun there is nothing to resume. */
  private void begin(CodaClient client) {
    while (true) {
      try {
        events.clear();
        client.startConversation(
            new ConversationStart(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
        return;
      } catch (ClientException e) {
        await().until(client::isConnected);
      }
    }
  }

  private VoiceStart voice() {
    AudioConfig both = AudioConfig.both(new StreamFormat(16_000, 1, AudioFormat.PCM16, encoding));
    return new VoiceStart(
        Optional.empty(),
        new AudioConfig(
            both.sampleRate(),
            both.channels(),
            both.format(),
            both.encoding(),
            both.output(),
            TurnMode.PUSH_TO_TALK,
            both.vad(),
            both.enhancement()));
  }

  private void turn(CodaClient client) {
    if (random.nextBoolean()) {
      String words = "turn" + asked.size() + " " + "word ".repeat(random.nextInt(4)).strip();
      asked.add(words.strip());
      client.sendText(words.strip());
    } else {
      asked.add("hello there");
      int frames = 3 + random.nextInt(20);
      spokenFrames += frames;
      byte[] sound = Sounds.pcm(20);
      for (int i = 0; i < frames; i++) {
        client.sendAudio(sound, FRAME_SAMPLES);
      }
      client.endTurn();
    }
    int replies = asked.size();
    await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> messages(ServerMessage.VoiceResponse.class).size() >= replies);
  }

  private <M extends ServerMessage> List<M> messages(Class<M> kind) {
    return events.stream()
        .filter(CodaEvent.Message.class::isInstance)
        .map(event -> ((CodaEvent.Message) event).envelope().message())
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  private void check(ServerMessage.ConversationEnded ended) {
    assertThat(events).doesNotHaveAnyElementsOfTypes(CodaEvent.BegunAnew.class);
    assertThat(messages(ServerMessage.Failure.class)).isEmpty();
    numbersFollowEachOther();
    assertThat(messages(ServerMessage.VoiceResponse.class))
        .extracting(ServerMessage.VoiceResponse::textContent)
        .containsExactlyElementsOf(asked.stream().map(words -> "You said " + words + ".").toList());
    assertThat(messages(ServerMessage.VoiceResponse.class))
        .allMatch(response -> response.outcome() == Outcome.COMPLETED);
    assertThat(ended.metrics().replies()).isEqualTo(TURNS);
    assertThat(ended.metrics().userTurns()).isEqualTo(TURNS);
    everySampleWasHeardOnce();
  }

  /** Every text message has the number after that of the message or frame before it. */
  private void numbersFollowEachOther() {
    long last = 0;
    for (CodaEvent event : events) {
      if (event instanceof CodaEvent.Audio) {
        last++;
      } else if (event instanceof CodaEvent.Message message) {
        Envelope<ServerMessage> envelope = message.envelope();
        if (envelope.seq().isPresent()) {
          assertThat(envelope.seq().getAsLong()).as(envelope.toString()).isEqualTo(last + 1);
          last++;
        }
      }
    }
  }

  private void everySampleWasHeardOnce() {
    Map<String, ByteArrayOutputStream> audio = new LinkedHashMap<>();
    String reply = "";
    for (CodaEvent event : events) {
      switch (event) {
        case CodaEvent.Message message -> {
          if (message.envelope().message() instanceof ServerMessage.VoiceStreamChunk chunk) {
            reply = chunk.responseId();
            ByteArrayOutputStream to =
                audio.computeIfAbsent(reply, id -> new ByteArrayOutputStream());
            chunk.audioData().ifPresent(data -> to.writeBytes(AudioText.decode(encoding, data)));
          }
        }
        case CodaEvent.Audio frame ->
            audio
                .computeIfAbsent(reply, id -> new ByteArrayOutputStream())
                .writeBytes(frame.frame().bytes());
        default -> {
          // no audio
        }
      }
    }
    assertThat(audio).hasSize(TURNS);
    int turn = 0;
    for (ByteArrayOutputStream heard : audio.values()) {
      int words = 2 + asked.get(turn++).split(" ").length;
      byte[] bytes = heard.toByteArray();
      assertThat(bytes.length).isEqualTo(words * 200 * 16 * 2);
      for (int i = 0; i < bytes.length / 2; i++) {
        int sample = (bytes[2 * i] & 0xFF) | (bytes[2 * i + 1] << 8);
        assertThat(sample).as("sample %d", i).isEqualTo(TalkingEngines.numberOf(i));
      }
    }
  }
}
