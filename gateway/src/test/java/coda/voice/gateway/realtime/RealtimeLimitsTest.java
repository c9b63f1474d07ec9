package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import coda.voice.gateway.ServiceStatus.State;
import coda.voice.gateway.TestGateway;
import coda.voice.gateway.limits.Limits;
import coda.voice.gateway.limits.Patience;
import coda.voice.gateway.limits.Rate;
import coda.voice.gateway.limits.Rates;
import coda.voice.gateway.limits.Sizes;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who takes too much is told in the words of the protocol; and when the server stops. */
class RealtimeLimitsTest {
  private TestGateway gateway;
  private RealtimeClient client;

  private void start(UnaryOperator<Limits> limits) {
    gateway = new TestGateway(limits);
    client = RealtimeClient.connect(gateway.uri("/v1/realtime?model=gpt-realtime"));
  }

  @AfterEach
  void close() {
    client.close();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  private void asks(String text) {
    client
        .send(
            "conversation.item.create",
            "\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
                + text
                + "\"}]}")
        .send("response.create");
  }

  private JsonObject error() {
    return client.await("error").getJsonObject("error");
  }

  @Test
  void shouldSlowAClientDownThatSendsAFile() {
    start(limits -> limits.with(limits.rates().withAudio(new Rates.Audio(8, 500))));
    client.send(
        "session.update",
        "\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":null}}}");

    for (int i = 0; i < 40; i++) {
      client.sound(100, true);
    }
    client.send("input_audio_buffer.commit").send("response.create");

    assertThat(client.await("response.done").encode()).contains("completed");
    assertThat(gateway.heardSamples()).isBetween(3_950L * 16, 4_000L * 16);
  }

  @Test
  void shouldNotTakeSoundThatComesFarTooFastAndGoOn() {
    start(limits -> limits.with(limits.rates().withAudio(new Rates.Audio(4, 1_000))));

    client.append(new byte[60_000 * 48]).append(new byte[480]);

    JsonObject error = error();
    assertThat(error.getString("code")).isEqualTo("rate_limit_exceeded");
    assertThat(error.getString("message")).contains("try again in");
    asks("hello");
    client.await("response.done");
  }

  @Test
  void shouldNotLetGoOfAClientThatStreamsOnAfterItWasTooFast() {
    start(
        limits ->
            limits.with(
                limits
                    .rates()
                    .withAudio(new Rates.Audio(4, 1_000))
                    .withControl(new Rate(20, 60_000))));

    client.append(new byte[60_000 * 48]);
    for (int i = 0; i < 200; i++) {
      client.append(new byte[960]);
    }

    assertThat(error().getString("code")).isEqualTo("rate_limit_exceeded");
    asks("hello");
    client.await("response.done");
  }

  @Test
  void shouldNotCarryOutTooManyEventsButHearOn() {
    start(limits -> limits.with(limits.rates().withControl(new Rate(10, 600_000))));
    for (int i = 0; i < 100; i++) {
      client.send("session.update", "\"session\":{\"type\":\"realtime\"}").await("session.updated");
    }

    for (String event : List.of("mine", "mine too")) {
      client.send(
          "session.update", "\"event_id\":\"" + event + "\",\"session\":{\"type\":\"realtime\"}");

      JsonObject error = error();
      assertThat(error.getString("code")).isEqualTo("rate_limit_exceeded");
      assertThat(error.getString("event_id")).isEqualTo(event);
    }
    assertThat(client.sound(600, true).sound(1_200, false).await("response.done").encode())
        .contains("completed");
  }

  @Test
  void shouldLetGoOfWhoDoesNotStopAndSaySo() {
    start(limits -> limits.with(limits.rates().withControl(new Rate(10, 600_000))));
    for (int i = 0; i < 40; i++) {
      try {
        client.send("response.cancel");
      } catch (RuntimeException closedAlready) {
        break;
      }
    }

    assertThat(client.closeCode()).isEqualTo(1008);
  }

  @Test
  void shouldTakeAsMuchInOneAppendAsTheProtocolAllows() {
    start(UnaryOperator.identity());

    client.append(new byte[15 << 20]);
    asks("hello");

    assertThat(client.await("response.done").encode()).contains("completed");
  }

  @Test
  void shouldNotTakeMoreInOneAppendAndGoOn() {
    start(UnaryOperator.identity());

    client.append(new byte[(15 << 20) + 3]);

    assertThat(error().getString("param")).isEqualTo("audio");
    asks("hello");
    client.await("response.done");
  }

  @Test
  void shouldCloseAsTheRulesHaveItWhenAMessageIsTooLarge() {
    start(limits -> limits.with(new Sizes(10_000, 10_000, 300_000, 10_000, 20_000)));

    client.append(new byte[20_000]);

    assertThat(client.closeCode()).isEqualTo(1009);
  }

  @Test
  void shouldLetGoOfAClientThatTakesNothing() {
    gateway =
        new TestGateway(
            limits ->
                limits
                    .with(
                        new Patience(
                            10_000, 30_000, 500, new Patience.Heartbeat(30_000, 10_000, 300_000)))
                    .with(limits.rates().withControl(new Rate(100_000, 60_000))));
    client = RealtimeClient.deaf(gateway.uri("/v1/realtime?model=gpt-realtime"));
    client.send(
        "conversation.item.create",
        "\"item\":{\"id\":\"long\",\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
            + "word ".repeat(30_000)
            + "\"}]}");

    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(10))
        .until(
            () -> {
              try {
                client.send("conversation.item.retrieve", "\"item_id\":\"long\"");
              } catch (RuntimeException closedAlready) {
                // looked for below
              }
              return gateway.held().get("connections") == 0;
            });
  }

  @Test
  void shouldGiveItsAnswerBeforeTheServerStops() throws InterruptedException {
    start(limits -> limits);
    asks("one two three four");
    client.await("response.output_audio.delta");

    gateway.state = State.DRAINING;
    assertThat(gateway.server().drain(Duration.ofSeconds(20))).isZero();

    assertThat(client.await("response.done").encode()).contains("\"completed\"");
    assertThat(client.closeCode()).isEqualTo(1001);
  }

  @Test
  void shouldTellOfAFailureAsAResponseThatFailed() {
    start(limits -> limits);
    gateway.modelFails();
    asks("hello");

    JsonObject response = client.await("response.done").getJsonObject("response");
    assertThat(response.getString("status")).isEqualTo("failed");
    JsonObject error = response.getJsonObject("status_details").getJsonObject("error");
    assertThat(error.getString("type")).isEqualTo("server_error");
    assertThat(response.encode()).doesNotContain("secret");
  }
}
