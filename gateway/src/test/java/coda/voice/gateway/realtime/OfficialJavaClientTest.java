package coda.voice.gateway.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import coda.voice.gateway.TestGateway;
import coda.voice.testkit.engines.TalkingEngines;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OkHttpClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.clientsecrets.ClientSecretCreateParams;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What users of OpenAI's own Java client do with it; it validates every event that it is sent. */
class OfficialJavaClientTest {
  private static final long PATIENCE_S = 30;
  private static final int BYTES_PER_MS = 48;

  private static TestGateway gateway;
  private static OpenAIClient client;
  private static ClientOptions options;

  private final LinkedBlockingQueue<RealtimeServerEvent> came = new LinkedBlockingQueue<>();
  private final ScheduledExecutorService reader = Executors.newSingleThreadScheduledExecutor();
  private RealtimeConnection connection;

  @BeforeAll
  static void start() {
    gateway = new TestGateway();
    String base = gateway.http("/v1").toString();
    client = OpenAIOkHttpClient.builder().apiKey("sk-any").baseUrl(base).build();
    options =
        ClientOptions.builder()
            .httpClient(OkHttpClient.builder().build())
            .apiKey("sk-any")
            .baseUrl(base)
            .build();
  }

  @AfterAll
  static void stop() {
    client.close();
    options.close();
    gateway.awaitNothingHeld();
    gateway.close();
  }

  @BeforeEach
  @SuppressWarnings("MustBeClosedChecker") // it is, after each test
  void connect() {
    connection =
        RealtimeConnection.connect(
            options, RealtimeWebSocketOptions.builder().model("gpt-realtime").build());
    reader.execute(this::read);
    until(RealtimeServerEvent::isSessionCreated);
  }

  @AfterEach
  void close() {
    connection.close();
    reader.shutdownNow();
  }

  private void read() {
    try {
      while (true) {
        came.add(connection.receive().validate());
      }
    } catch (RuntimeException closed) {
      // awaited in vain, if it came too early
    }
  }

  private RealtimeServerEvent until(Predicate<RealtimeServerEvent> wanted) {
    try {
      while (true) {
        RealtimeServerEvent next = came.poll(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(next).as("an event").isNotNull();
        if (wanted.test(next)) {
          return next;
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The client takes one event at a time, and says so when it is asked for more. */
  private void send(String json) throws Exception {
    RealtimeClientEvent event =
        ObjectMappers.jsonMapper().readValue(json, RealtimeClientEvent.class).validate();
    Awaitility.await()
        .ignoreExceptionsMatching(e -> e.getClass().getSimpleName().contains("Busy"))
        .pollInSameThread()
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .untilAsserted(() -> connection.send(event));
  }

  private void asks(String text) throws Exception {
    send(
        "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\""
            + text
            + "\"}]}}");
    send("{\"type\":\"response.create\"}");
  }

  private String answer() {
    String said =
        until(RealtimeServerEvent::isResponseOutputAudioTranscriptDone)
            .asResponseOutputAudioTranscriptDone()
            .transcript();
    assertThat(until(RealtimeServerEvent::isResponseDone).asResponseDone().response().status())
        .map(Object::toString)
        .contains("completed");
    return said;
  }

  @Test
  void shouldAnswerInSound() throws Exception {
    asks("good morning");

    assertThat(answer()).isEqualTo("You said good morning.");
  }

  @Test
  void shouldAnswerWhatIsSpoken() throws Exception {
    for (boolean loud : new boolean[] {true, false}) {
      byte[] sound = new byte[(loud ? 600 : 1_200) * BYTES_PER_MS];
      Arrays.fill(sound, (byte) (loud ? 0x20 : 0));
      send(
          "{\"type\":\"input_audio_buffer.append\",\"audio\":\""
              + Base64.getEncoder().encodeToString(sound)
              + "\"}");
    }

    assertThat(answer()).isEqualTo("You said hello there.");
  }

  @Test
  void shouldCallAFunctionOfTheClient() throws Exception {
    send(
        "{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"tools\":[{\"type\":\"function\",\"name\":\"lamp\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}}");
    asks(TalkingEngines.CALLS + "lamp");

    String callId =
        until(RealtimeServerEvent::isResponseFunctionCallArgumentsDone)
            .asResponseFunctionCallArgumentsDone()
            .callId();
    until(RealtimeServerEvent::isResponseDone);
    send(
        "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"function_call_output\",\"call_id\":\""
            + callId
            + "\",\"output\":\"on\"}}");
    send("{\"type\":\"response.create\"}");

    assertThat(answer()).isNotBlank();
  }

  @Test
  void shouldSayWhichEventFailed() throws Exception {
    send("{\"type\":\"response.cancel\",\"event_id\":\"mine\"}");

    var error = until(RealtimeServerEvent::isError).asError().error();
    assertThat(error.eventId()).contains("mine");
    assertThat(error.code()).contains("response_cancel_not_active");
  }

  @Test
  void shouldGiveAnEphemeralKey() {
    ClientSecretCreateParams wanted =
        ClientSecretCreateParams.builder()
            .session(RealtimeSessionCreateRequest.builder().instructions("be brief").build())
            .build();

    assertThat(client.realtime().clientSecrets().create(wanted).validate().value())
        .startsWith("ek_");
  }
}
