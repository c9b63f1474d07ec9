package coda.voice.server;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.audio.LevelMeter;
import coda.voice.audio.Pcm16;
import coda.voice.audio.resample.Resampler;
import coda.voice.audio.wav.WavAudio;
import coda.voice.audio.wav.WavFile;
import coda.voice.engine.EngineRegistry;
import coda.voice.server.config.ConfigLoader;
import coda.voice.server.config.ConfigSources;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A Realtime client talks to the local engines, in real time. */
@Isolated("speaks in real time")
class RealtimeConversationTest {
  private static final int RATE = 24_000;
  private static final int PIECE_MS = 40;
  private static final int PIECE = RATE / 1_000 * PIECE_MS;
  private static final long PATIENCE_S = 60;
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
                                "server.port=0", "storage.enabled=false", "server.load.cpu=0"))),
            REGISTRY,
            "test");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(server.held()).isZero();
  }

  @Test
  void shouldHearTheQuestionAndAnswerItAloud() throws Exception {
    try (Talker talker = new Talker("/v1/realtime?model=gpt-realtime")) {
      talker.listens(
          "{\"type\":\"realtime\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}}");

      talker.speak(speech("what-time-is-it.wav"));

      assertThat(talker.understood()).isEqualTo("what time is it");
      assertThat(talker.await("response.output_audio_transcript.done").getString("transcript"))
          .containsPattern("(?i)it('s| is) ");
      assertThat(status(talker.await("response.done"))).isEqualTo("completed");
      short[] sound = talker.sound();
      assertThat(sound.length).isGreaterThan(RATE * 8 / 10);
      LevelMeter level = new LevelMeter();
      level.add(sound, 0, sound.length);
      assertThat(level.rmsDbfs()).as("the answer can be heard").isGreaterThan(-35);
    }
  }

  @Test
  void shouldLetTheClientSayWhenATurnIsOver() throws Exception {
    try (Talker talker = new Talker("/v1/realtime?model=gpt-realtime")) {
      talker.listens("{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null}}}");

      talker.speak(speech("what-time-is-it.wav"));
      talker.send("{\"type\":\"input_audio_buffer.commit\"}");
      talker.send("{\"type\":\"response.create\"}");

      assertThat(talker.await("response.output_audio_transcript.done").getString("transcript"))
          .containsPattern("(?i)it('s| is) ");
      assertThat(status(talker.await("response.done"))).isEqualTo("completed");
    }
  }

  @Test
  void shouldUnderstandARecordingThatIsSentAtOnce() throws Exception {
    try (Talker talker = new Talker("/v1/realtime?model=gpt-realtime")) {
      talker.listens(
          "{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null,\"transcription\":{\"model\":\"whisper-1\"}}}}");
      short[] question = speech("what-time-is-it.wav");
      short[] recording = Arrays.copyOf(question, question.length + 12 * RATE);

      talker.sendAtOnce(recording);
      talker.send("{\"type\":\"input_audio_buffer.commit\"}");
      talker.send("{\"type\":\"response.create\"}");

      assertThat(talker.understood()).contains("time is it");
      assertThat(status(talker.await("response.done"))).isEqualTo("completed");
    }
  }

  @Test
  void shouldUnderstandEveryTurnOfARecordingThatIsSentAtOnce() throws Exception {
    try (Talker talker = new Talker("/v1/realtime?intent=transcription")) {
      talker.listens(
          "{\"type\":\"transcription\",\"audio\":{\"input\":{\"transcription\":{\"model\":\"whisper-1\"}}}}");
      short[] question = speech("what-time-is-it.wav");
      short[] recording = new short[20 * RATE];
      for (int at = 0; at < recording.length; at += 5 * RATE) {
        System.arraycopy(question, 0, recording, at, question.length);
      }

      talker.sendAtOnce(recording);

      for (int turn = 0; turn < 4; turn++) {
        assertThat(talker.understood()).isEqualTo("what time is it");
      }
    }
  }

  @Test
  void shouldStopWhenTheUserSpeaksAndKnowWhatWasHeard() throws Exception {
    try (Talker talker = new Talker("/v1/realtime?model=gpt-realtime")) {
      talker.listens("{\"type\":\"realtime\"}");
      talker.send(
          "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"what can you do\"}]}}");
      talker.send("{\"type\":\"response.create\"}");
      String itemId = talker.await("response.output_audio.delta").getString("item_id");

      talker.speak(speech("what-time-is-it.wav"));
      JsonObject done = talker.await("response.done");
      assertThat(status(done)).isEqualTo("cancelled");
      String all = talker.await("response.created").encode();
      assertThat(all).contains("in_progress");
      talker.send(
          "{\"type\":\"conversation.item.truncate\",\"item_id\":\""
              + itemId
              + "\",\"content_index\":0,\"audio_end_ms\":700}");
      talker.await("conversation.item.truncated");
      talker.send("{\"type\":\"conversation.item.retrieve\",\"item_id\":\"" + itemId + "\"}");
      String heard =
          talker
              .await("conversation.item.retrieved")
              .getJsonObject("item")
              .getJsonArray("content")
              .getJsonObject(0)
              .getString("transcript");
      String said =
          done.getJsonObject("response")
              .getJsonArray("output")
              .getJsonObject(0)
              .getJsonArray("content")
              .getJsonObject(0)
              .getString("transcript");
      assertThat(heard).isNotBlank();
      assertThat(said).startsWith(heard);
      assertThat(heard.length()).isLessThan(said.length());
    }
  }

  private static String status(JsonObject done) {
    return done.getJsonObject("response").getString("status");
  }

  /** An utterance and the silence after it, at 24 kHz. */
  private static short[] speech(String name) throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            RealtimeConversationTest.class.getResourceAsStream("/speech/" + name))) {
      WavAudio wav = WavFile.read(in, 10_000_000);
      short[] mono = wav.mono();
      Resampler resampler = new Resampler(wav.sampleRate(), RATE);
      short[] out = new short[resampler.maxOutput(mono.length)];
      int count = resampler.process(mono, 0, mono.length, out, 0);
      return Arrays.copyOf(out, count + RATE);
    }
  }

  /** Talks over a socket, at the pace of speech. */
  private static final class Talker implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final LinkedBlockingQueue<JsonObject> came = new LinkedBlockingQueue<>();
    private final List<byte[]> heard = new ArrayList<>();
    private final WebSocket socket;

    Talker(String path) {
      socket =
          http.newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + path), new Ear())
              .join();
      await("session.created");
    }

    void listens(String session) {
      send("{\"type\":\"session.update\",\"session\":" + session + "}");
      await("session.updated");
    }

    synchronized void send(String text) {
      socket.sendText(text, true).join();
    }

    /** Returns when all was said. */
    void speak(short[] samples) {
      CompletableFuture<Void> said = new CompletableFuture<>();
      AtomicInteger at = new AtomicInteger();
      clock.scheduleAtFixedRate(
          () -> {
            int from = at.getAndAdd(PIECE);
            if (from >= samples.length) {
              said.complete(null);
              throw new IllegalStateException("all was said");
            }
            append(samples, from);
          },
          0,
          PIECE_MS,
          TimeUnit.MILLISECONDS);
      said.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** Faster than anybody speaks. */
    void sendAtOnce(short[] samples) {
      for (int from = 0; from < samples.length; from += PIECE) {
        append(samples, from);
      }
    }

    private void append(short[] samples, int from) {
      byte[] piece = new byte[2 * PIECE];
      Pcm16.encode(samples, from, Math.min(PIECE, samples.length - from), piece, 0);
      send(
          "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
              + Base64.getEncoder().encodeToString(piece)
              + "\"}");
    }

    String understood() {
      return await("conversation.item.input_audio_transcription.completed").getString("transcript");
    }

    JsonObject await(String type) {
      try {
        while (true) {
          JsonObject next = came.poll(PATIENCE_S, TimeUnit.SECONDS);
          assertThat(next).as("%s", type).isNotNull();
          assertThat(next.getString("type")).as("%s", next).isNotEqualTo("error");
          if (next.getString("type").equals("response.output_audio.delta")) {
            heard.add(Base64.getDecoder().decode(next.getString("delta")));
          }
          if (next.getString("type").equals(type)) {
            return next;
          }
        }
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    short[] sound() {
      int bytes = heard.stream().mapToInt(piece -> piece.length).sum();
      short[] samples = new short[bytes / 2];
      int at = 0;
      for (byte[] piece : heard) {
        for (int i = 0; i < piece.length; i += 2) {
          samples[at++] = (short) ((piece[i] & 0xFF) | (piece[i + 1] << 8));
        }
      }
      return samples;
    }

    @Override
    public void close() {
      clock.shutdownNow();
      socket.abort();
      http.shutdownNow();
    }

    private final class Ear implements WebSocket.Listener {
      private final StringBuilder text = new StringBuilder();

      @Override
      public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        text.append(part);
        if (last) {
          came.add(new JsonObject(text.toString()));
          text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.allOf();
      }
    }
  }
}
