package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.ListeningRecognizer;
import coda.voice.gateway.SpeakingSynthesizer;
import coda.voice.gateway.TestGateway;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound that comes in pieces nobody would expect, and messages that do. */
class RealtimeSoundTest {
  private static final int BYTES_PER_MS = 48;
  private static final String BY_HAND =
      "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null}}}";

  private TestGateway gateway;
  private RealtimeClient client;

  @BeforeEach
  void open() {
    gateway = new TestGateway();
    client = RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"));
  }

  @AfterEach
  void close() {
    client.close();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  private static byte[] sound(int loudMs, int quietMs) {
    byte[] sound = new byte[(loudMs + quietMs) * BYTES_PER_MS];
    Arrays.fill(sound, 0, loudMs * BYTES_PER_MS, (byte) 0x20);
    return sound;
  }

  private String retrieved(String itemId) {
    return client
        .send("conversation.item.retrieve", "\"item_id\":\"" + itemId + "\"")
        .await("conversation.item.retrieved")
        .getJsonObject("item")
        .getJsonArray("content")
        .getJsonObject(0)
        .getString("audio");
  }

  private void goesOn() {
    client.send(
        "conversation.item.create",
        "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"hi\"}]}");
    client.send("response.create");
    JsonObject done = client.await("response.done").getJsonObject("response");
    assertThat(done.getString("status")).isEqualTo("completed");
  }

  @Test
  void shouldHearMinutesOfSoundThatComeAtOnceAndAnswerPingsMeanwhile() {
    client.append(sound(600, 120_000));
    CompletableFuture<Void> pong = client.ping();

    assertThat(client.await("response.done").encode()).contains("hello there");
    pong.join();
    assertThat(gateway.heardSamples()).isPositive();
    goesOn();
  }

  private JsonObject pushesToTalk(ListeningRecognizer recognizer, int ms) {
    gateway.other = recognizer::in;
    try (RealtimeClient other =
        RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"))) {
      other.send("session.update", BY_HAND).await("session.updated");
      for (int done = 0; done < ms; done += 100) {
        other.append(sound(100, 0));
      }
      other.send("input_audio_buffer.commit").send("response.create");
      return other.await("response.done").getJsonObject("response");
    }
  }

  @Test
  void shouldHearARecordingNoFasterThanTheRecogniserListens() {
    ListeningRecognizer recognizer = ListeningRecognizer.fast();

    JsonObject response = pushesToTalk(recognizer, 20_000);

    assertThat(response.encode()).contains("completed", "hello there");
    assertThat(recognizer.heardMs).hasValueGreaterThan(19_900);
  }

  @Test
  void shouldNotAnswerWhatWasNotUnderstood() {
    ListeningRecognizer recognizer = ListeningRecognizer.fast();
    recognizer.fails = true;

    JsonObject response = pushesToTalk(recognizer, 1_000);

    assertThat(response.getString("status")).isEqualTo("failed");
    assertThat(response.getJsonArray("output")).isEmpty();
    assertThat(response.getJsonObject("status_details").getJsonObject("error").getString("code"))
        .isEqualTo("engine_failed");
  }

  private void reduces(String noise) {
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"noise_reduction\":"
                + noise
                + "}}}")
        .await("session.updated");
  }

  @Test
  void shouldTakeRumbleOutWhenItIsAskedTo() {
    // The lowest rumble there is: it does not move at all.
    reduces("{\"type\":\"near_field\"}");
    client.append(sound(600, 600));
    reduces("null");
    assertThat(client.types()).doesNotContain("input_audio_buffer.speech_started");

    client.append(sound(600, 600)).await("input_audio_buffer.speech_started");
    assertThat(client.await("response.done").encode()).contains("completed");
  }

  @Test
  void shouldSpeakAsFastAsItIsAskedTo() {
    SpeakingSynthesizer voice = new SpeakingSynthesizer();
    voice.samples = 2_400;
    gateway.other = voice::in;
    try (RealtimeClient quick =
        RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"))) {
      quick
          .send(
              "session.update",
              "\"session\":{\"type\":\"realtime\",\"audio\":{\"output\":{\"speed\":1.25}}}")
          .await("session.updated");
      quick.send("response.create").await("response.done");
    }

    assertThat(voice.said)
        .filteredOn(request -> request.text().startsWith("You said"))
        .isNotEmpty()
        .allMatch(request -> request.rate() == 1.25);
  }

  @Test
  void shouldPutHalvesOfSamplesTogether() {
    client.send("session.update", BY_HAND).await("session.updated");
    byte[] sound = sound(300, 0);

    client
        .append(Arrays.copyOfRange(sound, 0, 4_801))
        .append(Arrays.copyOfRange(sound, 4_801, 4_802))
        .append(Arrays.copyOfRange(sound, 4_802, 9_601))
        .append(Arrays.copyOfRange(sound, 9_601, sound.length))
        .send("input_audio_buffer.commit");

    String itemId = client.await("input_audio_buffer.committed").getString("item_id");
    assertThat(Base64.getDecoder().decode(retrieved(itemId))).isEqualTo(sound);
    goesOn();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"audio\":\"A\"",
        "\"audio\":\"AA=A\"",
        "\"audio\":\"&&&&\"",
        "\"audio\":null",
        "\"audio\":7",
        "\"sound\":\"AAAA\"",
        "\"audio\":\"AAA\\u00e4\"",
      })
  void shouldRefuseSoundThatIsNotBase64AndGoOn(String fields) {
    client.send("input_audio_buffer.append", "\"event_id\":\"mine\"," + fields);

    JsonObject error = client.await("error").getJsonObject("error");
    assertThat(error.getString("event_id")).isEqualTo("mine");
    assertThat(error.getString("param")).isEqualTo("audio");
    goesOn();
  }

  @Test
  void shouldPassOverSoundThatIsNone() {
    client.append(new byte[0]);

    goesOn();
  }

  @ParameterizedTest
  @CsvSource({"audio/pcmu, -1", "audio/pcma, -43"})
  void shouldHearTelephones(String format, byte silence) {
    client
        .send(
            "session.update",
            "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"format\":{\"type\":\""
                + format
                + "\"}}}}")
        .await("session.updated");
    byte[] quiet = new byte[160];
    Arrays.fill(quiet, silence);
    byte[] loud = new byte[160];
    Arrays.fill(loud, (byte) 0x20);

    for (int i = 0; i < 30; i++) {
      client.append(loud);
    }
    for (int i = 0; i < 60; i++) {
      client.append(quiet);
    }

    String itemId = client.await("input_audio_buffer.speech_started").getString("item_id");
    client.await("response.done");
    byte[] kept = Base64.getDecoder().decode(retrieved(itemId));
    assertThat(kept).startsWith(loud).endsWith(quiet).hasSizeBetween(30 * 160, 90 * 160);
  }

  @Test
  void shouldReadMessagesThatComeInPieces() {
    String sound = Base64.getEncoder().encodeToString(sound(600, 1_200));
    int half = sound.length() / 2;

    client.sendParts(
        "{\"type\":\"input_audio_buffer",
        ".append\",\"audio\":\"" + sound.substring(0, half),
        sound.substring(half),
        "\"}");

    assertThat(client.await("response.done").encode()).contains("hello there");
  }

  @Test
  void shouldReadALongTextAndRefuseOneThatIsNoText() {
    String text = "word ".repeat(30_000);
    client
        .send(
            "conversation.item.create",
            "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text
                + "\"}]}")
        .send("conversation.item.delete", "\"item_id\":\"none\"");

    assertThat(client.await("conversation.item.done").encode()).contains(text);
    assertThat(client.await("error").encode()).contains("item_delete_invalid_item_id");
    client.sendBinary(new byte[100_000]);
    assertThat(client.await("error").getJsonObject("error").getString("message")).isNotBlank();
    goesOn();
  }
}
